import type { Argument, InterfaceTable } from '../tables/table.js';
import { busError, type Dict, variant } from '../wire/values.js';
import { childrenOf, introspection } from './introspection.js';
import type { ObjectTree, ObjectView } from './object-tree.js';

/** What stands at the path of a call. */
export interface Place {
  readonly tree: ObjectTree;
  readonly path: string;
  /** Absent where there is no object, only objects below. */
  readonly view: ObjectView | undefined;
  /** Every interface that the path has, these standard ones included. */
  readonly interfaces: readonly InterfaceTable[];
  readonly tableOf: (name: string) => InterfaceTable;
}

const argument = (name: string, signature: string): Argument => ({ name, signature });

export const peer: InterfaceTable = {
  name: 'org.freedesktop.DBus.Peer',
  methods: { Ping: { in: [], out: [] }, GetMachineId: { in: [], out: [argument('machine_uuid', 's')] } },
  properties: {},
  signals: {},
};

export const introspectable: InterfaceTable = {
  name: 'org.freedesktop.DBus.Introspectable',
  methods: { Introspect: { in: [], out: [argument('xml_data', 's')] } },
  properties: {},
  signals: {},
};

const property = [argument('interface_name', 's'), argument('property_name', 's')];

export const properties: InterfaceTable = {
  name: 'org.freedesktop.DBus.Properties',
  methods: {
    Get: { in: property, out: [argument('value', 'v')] },
    GetAll: { in: [argument('interface_name', 's')], out: [argument('properties', 'a{sv}')] },
    Set: { in: [...property, argument('value', 'v')], out: [] },
  },
  properties: {},
  signals: {
    PropertiesChanged: [
      argument('interface_name', 's'),
      argument('changed_properties', 'a{sv}'),
      argument('invalidated_properties', 'as'),
    ],
  },
};

export const objectManager: InterfaceTable = {
  name: 'org.freedesktop.DBus.ObjectManager',
  methods: { GetManagedObjects: { in: [], out: [argument('objects', 'a{oa{sa{sv}}}')] } },
  properties: {},
  signals: {
    InterfacesAdded: [argument('object_path', 'o'), argument('interfaces_and_properties', 'a{sa{sv}}')],
    InterfacesRemoved: [argument('object_path', 'o'), argument('interfaces', 'as')],
  },
};

/** Their methods, Peer's apart (the wire answers those): out arguments, or DbusError thrown. */
export const standardAnswers: Readonly<Record<string, (place: Place, args: readonly unknown[]) => readonly unknown[]>> =
  {
    'org.freedesktop.DBus.Introspectable.Introspect': ({ tree, path, interfaces }) => [
      introspection(interfaces, childrenOf(Object.keys(tree.objects), path)),
    ],
    'org.freedesktop.DBus.Properties.Get': (place, [name, key]) => [propertyAt(place, name, key)],
    'org.freedesktop.DBus.Properties.GetAll': (place, [name]) => [propertiesAt(place, name)],
    'org.freedesktop.DBus.Properties.Set': (place, [name, key]) => {
      propertyAt(place, name, key);
      throw busError('PropertyReadOnly', `${String(key)} can only be read.`);
    },
    'org.freedesktop.DBus.ObjectManager.GetManagedObjects': ({ tree, tableOf }) => [
      Object.fromEntries(tree.listed.map((path) => [path, interfaceValues(tree.objects[path] ?? {}, tableOf)])),
    ],
  };

/** `a{sa{sv}}` of an object's interfaces. */
export const interfaceValues = (
  view: ObjectView,
  tableOf: (name: string) => InterfaceTable,
): Readonly<Record<string, Dict>> =>
  Object.fromEntries(Object.entries(view).map(([name, values]) => [name, propertyValues(tableOf(name), values)]));

/** `a{sv}` of an interface's properties, each of the type that its table gives. */
export const propertyValues = (table: InterfaceTable, values: Readonly<Record<string, unknown>>): Dict =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, variant(table.properties[key] ?? noType(table, key), value)]),
  );

const noType = ({ name }: InterfaceTable, key: string): never => {
  throw new Error(`The table of ${name} has no property ${key}.`);
};

const propertyAt = (place: Place, name: unknown, key: unknown): unknown => {
  const all = propertiesAt(place, name);
  const found = Object.hasOwn(all, String(key)) ? all[String(key)] : undefined;
  if (!found) throw busError('InvalidArgs', `No such property: ${String(key)}.`);
  return found;
};

/** An interface that is not there, or has no properties: as GDBus answers, which clients are made for. */
const propertiesAt = ({ view = {}, interfaces, path, tableOf }: Place, name: unknown): Dict => {
  const shown = Object.hasOwn(view, String(name)) ? view[String(name)] : undefined;
  if (shown) return propertyValues(tableOf(String(name)), shown);
  if (interfaces.some((table) => table.name === name)) return {};
  throw busError('InvalidArgs', `No such interface at ${path}: ${String(name)}.`);
};
