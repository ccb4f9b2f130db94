import type { Argument, InterfaceTable, MethodTable } from '../tables/table.js';
import type { IncomingCall } from '../wire/bus.js';
import { busError } from '../wire/values.js';

export interface FoundMethod {
  readonly interface: string;
  readonly method: MethodTable;
}

/**
 * The method that a call means among the interfaces of an object; without an interface, the only one of this name. Throws DbusError where
 * there is none, and where its arguments are of other types.
 */
export const findMethod = (interfaces: readonly InterfaceTable[], call: IncomingCall): FoundMethod => {
  const { path, member, signature } = call;
  const candidates = interfaces.filter(({ name }) => call.interface === undefined || call.interface === name);
  const [found, another] = candidates.flatMap(({ name, methods }) => {
    const method = Object.hasOwn(methods, member) ? methods[member] : undefined;
    return method ? [{ interface: name, method }] : [];
  });
  if (!found) throw busError('UnknownMethod', missing(call, candidates.length > 0));
  if (another) throw busError('UnknownMethod', `Several interfaces of ${path} have a method ${member}: name one.`);
  const wanted = signatureOf(found.method.in);
  if (signature !== wanted)
    throw busError('InvalidArgs', `${member} takes the types "(${wanted})", and "(${signature})" came.`);
  return found;
};

/** Of a body with these arguments. */
export const signatureOf = (list: readonly Argument[]): string => list.map(({ signature }) => signature).join('');

const missing = ({ path, interface: name, member }: IncomingCall, isInterface: boolean): string => {
  if (name === undefined) return `No interface of ${path} has a method ${member}.`;
  return isInterface ? `The interface ${name} has no method ${member}.` : `${path} has no interface ${name}.`;
};
