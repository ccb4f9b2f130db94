import type { Argument, InterfaceTable } from '../tables/table.js';

/** What Introspect answers. Names and signatures come from our tables and from valid paths: nothing in them needs to be escaped. */
export const introspection = (interfaces: readonly InterfaceTable[], children: readonly string[]): string =>
  `${[
    '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"',
    ' "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">',
    '<node>',
    ...interfaces.flatMap(interfaceLines),
    ...children.map((name) => `  <node name="${name}"/>`),
    '</node>',
  ].join('\n')}\n`;

const interfaceLines = ({ name, methods, properties, signals }: InterfaceTable): readonly string[] => [
  `  <interface name="${name}">`,
  ...Object.entries(methods).flatMap(([method, table]) =>
    element('method', method, [...argumentLines(table.in, 'in'), ...argumentLines(table.out, 'out')]),
  ),
  ...Object.entries(signals).flatMap(([signal, carried]) => element('signal', signal, argumentLines(carried))),
  ...Object.entries(properties).map(
    ([property, signature]) => `    <property name="${property}" type="${signature}" access="read"/>`,
  ),
  '  </interface>',
];

const element = (tag: string, name: string, inner: readonly string[]): readonly string[] =>
  inner.length === 0 ? [`    <${tag} name="${name}"/>`] : [`    <${tag} name="${name}">`, ...inner, `    </${tag}>`];

const argumentLines = (list: readonly Argument[], direction?: 'in' | 'out'): readonly string[] =>
  list.map(
    ({ name, signature }) =>
      `      <arg name="${name}" type="${signature}"${direction ? ` direction="${direction}"` : ''}/>`,
  );

/** Names of the nodes right below a path: each is on the way to one of the objects. */
export const childrenOf = (objects: readonly string[], path: string): readonly string[] => {
  const above = path === '/' ? '/' : `${path}/`;
  const below = objects.filter((each) => each.startsWith(above) && each !== above);
  return [...new Set(below.map((each) => each.slice(above.length).split('/')[0] ?? ''))];
};
