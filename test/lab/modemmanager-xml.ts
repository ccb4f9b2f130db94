import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Argument, InterfaceTable } from '../../core/dbus/tables/table.js';

/**
 * What ModemManager's own description says of an interface, as a table of ours; who may call is not in it. `root` is a tree with the files of
 * Debian's modemmanager-dev, or without them where this machine has the package itself.
 */
export const describedInterface = (name: string, root: string): InterfaceTable => {
  const found = read(textOf(`usr/share/dbus-1/interfaces/${name}.xml`, root));
  if (found.name !== name) throw new Error(`${name}.xml describes ${found.name}`);
  return found;
};

/** The release that the descriptions are of, e.g. `1.20.4`. */
export const describedRelease = (root: string): string | undefined =>
  /^Version: (.+)$/m.exec(textOf('usr/lib/x86_64-linux-gnu/pkgconfig/ModemManager.pc', root))?.[1];

const textOf = (path: string, root: string): string =>
  readFileSync([join(root, path), join('/', path)].find((place) => existsSync(place)) ?? join(root, path), 'utf8');

/** These files hold elements and comments alone, and no `<` or `>` inside quotes; whatever else would come is refused and not passed over. */
const read = (xml: string): InterfaceTable => {
  const reading: Reading = { name: '', methods: {}, properties: {}, signals: {}, member: undefined };
  for (const [, element = '', attributes = ''] of xml
    .replace(/<\?.*?\?>|<!--[\s\S]*?-->/g, '')
    .matchAll(/<([^/\s>]+)([^>]*)>/g)) {
    const take = elements[element];
    if (take === undefined) throw new Error(`nobody expected <${element}${attributes}>`);
    take(
      reading,
      Object.fromEntries([...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
    );
  }
  const { member: _, ...table } = reading;
  return table;
};

interface Reading {
  name: string;
  readonly methods: Record<string, { readonly in: Argument[]; readonly out: Argument[] }>;
  readonly properties: Record<string, string>;
  readonly signals: Record<string, Argument[]>;
  /** Takes the arguments that follow. */
  member: ((argument: Argument, direction: string | undefined) => void) | undefined;
}
type Attributes = Readonly<Record<string, string | undefined>>;

const elements: Readonly<Record<string, (reading: Reading, attributes: Attributes) => void>> = {
  node: () => {},
  annotation: () => {},
  interface: (reading, { name = '' }) => {
    if (reading.name !== '') throw new Error(`${reading.name} and ${name} in one file`);
    reading.name = name;
  },
  method: (reading, { name = '' }) => {
    const method = { in: [] as Argument[], out: [] as Argument[] };
    reading.methods[name] = method;
    reading.member = (argument, direction) => method[direction === 'out' ? 'out' : 'in'].push(argument);
  },
  signal: (reading, { name = '' }) => {
    const signal: Argument[] = [];
    reading.signals[name] = signal;
    reading.member = (argument) => signal.push(argument);
  },
  property: (reading, { name = '', type = '', access }) => {
    if (access !== 'read') throw new Error(`the property ${name} may be written`);
    reading.properties[name] = type;
  },
  arg: (reading, { name = '', type = '', direction }) => {
    if (reading.member === undefined) throw new Error(`whose argument is ${name}?`);
    reading.member({ name, signature: type }, direction);
  },
};
