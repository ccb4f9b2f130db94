import type { InterfaceTable, PolkitAction } from '../tables/table.js';
import type { Answer, Bus, IncomingCall } from '../wire/bus.js';
import { busError } from '../wire/values.js';
import { findMethod, signatureOf } from './find-method.js';
import { childrenOf } from './introspection.js';
import type { ObjectTree } from './object-tree.js';
import {
  interfaceValues,
  introspectable,
  objectManager,
  type Place,
  peer,
  properties,
  propertyValues,
  standardAnswers,
} from './standard-interfaces.js';
import { type TreeChange, treeChanges } from './tree-changes.js';

/** A method of one of the tables, called on an object that has it, with arguments of its types. */
export interface Invocation {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly args: readonly unknown[];
  readonly sender: string;
  readonly action?: PolkitAction;
}
/** Gives the out arguments; rejects with DbusError. */
export type Invoke = (call: Invocation) => Promise<readonly unknown[]>;

export interface ObjectServer {
  /** From now on this is what is there; what is different from before is told to everybody. */
  readonly show: (tree: ObjectTree) => void;
  /** A signal of one of the tables. */
  readonly emit: (path: string, interfaceName: string, member: string, body: readonly unknown[]) => void;
}

/**
 * Serves a tree of objects: introspection, properties, ObjectManager on the tree's root, and `invoke` for the methods of the tables.
 * Properties change by `show` alone.
 */
export const objectServer = (bus: Bus, tables: readonly InterfaceTable[], invoke: Invoke): ObjectServer => {
  const byName = new Map([...tables, ...standard].map((table) => [table.name, table]));
  const tableOf = (name: string): InterfaceTable => byName.get(name) ?? noTable(name);
  let tree: ObjectTree = { objects: {}, root: '/', listed: [] };

  const emit: ObjectServer['emit'] = (path, interfaceName, member, body) => {
    const signal = tableOf(interfaceName).signals[member] ?? noTable(`${interfaceName}.${member}`);
    bus.emit({ path, interface: interfaceName, member, signature: signatureOf(signal), body });
  };
  bus.serve(async (call) => answer(placeOf(tree, call.path, tableOf), call, invoke));
  return {
    emit,
    show: (next) => {
      const changes = treeChanges(tree, next);
      tree = next;
      for (const change of changes) emit(...signalOf(change, tree.root, tableOf));
    },
  };
};

const standard = [introspectable, properties, objectManager];

const noTable = (name: string): never => {
  throw new Error(`There is no table for ${name}.`);
};

const placeOf = (tree: ObjectTree, path: string, tableOf: Place['tableOf']): Place => {
  const view = Object.hasOwn(tree.objects, path) ? tree.objects[path] : undefined;
  if (view) {
    const ours = Object.keys(view).map(tableOf);
    const root = path === tree.root ? [objectManager] : [];
    return { tree, path, view, tableOf, interfaces: [...ours, introspectable, properties, peer, ...root] };
  }
  if (childrenOf(Object.keys(tree.objects), path).length === 0)
    throw busError('UnknownObject', `There is nothing at ${path}.`);
  return { tree, path, view, tableOf, interfaces: [introspectable, peer] };
};

const answer = async (place: Place, call: IncomingCall, invoke: Invoke): Promise<Answer> => {
  const { interface: name, method } = findMethod(place.interfaces, call);
  const { path, member, sender, body: args } = call;
  const byUs = standardAnswers[`${name}.${member}`];
  const action = method.action && { action: method.action };
  const body = byUs ? byUs(place, args) : await invoke({ path, interface: name, member, args, sender, ...action });
  return { signature: signatureOf(method.out), body };
};

type EmitArguments = Parameters<ObjectServer['emit']>;

const signalOf = (change: TreeChange, root: string, tableOf: Place['tableOf']): EmitArguments => {
  switch (change.kind) {
    case 'removed':
      return [root, objectManager.name, 'InterfacesRemoved', [change.path, change.interfaces]];
    case 'added':
      return [root, objectManager.name, 'InterfacesAdded', [change.path, interfaceValues(change.interfaces, tableOf)]];
    case 'changed': {
      const { interface: name, dropped } = change;
      const values = propertyValues(tableOf(name), change.properties);
      return [change.path, properties.name, 'PropertiesChanged', [name, values, dropped]];
    }
  }
};
