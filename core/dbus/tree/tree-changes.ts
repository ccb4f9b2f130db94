import { isDeepStrictEqual } from 'node:util';
import type { ObjectTree, ObjectView } from './object-tree.js';

export type TreeChange =
  | { readonly kind: 'removed'; readonly path: string; readonly interfaces: readonly string[] }
  | {
      readonly kind: 'changed';
      readonly path: string;
      readonly interface: string;
      readonly properties: Readonly<Record<string, unknown>>;
      /** Names of those that are there no more. */
      readonly dropped: readonly string[];
    }
  | { readonly kind: 'added'; readonly path: string; readonly interfaces: ObjectView };

/**
 * What is to be told when one tree follows another: what has gone, then what is different, then what is new. Objects that are not listed
 * come and go unsaid. Whatever is the same object in both trees is not looked into.
 */
export const treeChanges = (before: ObjectTree, after: ObjectTree): readonly TreeChange[] =>
  before === after ? [] : [...removed(before, after), ...changed(before, after), ...added(before, after)];

function* removed(before: ObjectTree, after: ObjectTree): Iterable<TreeChange> {
  for (const path of before.listed) {
    const now = listed(after, path);
    const interfaces = Object.keys(listed(before, path)).filter((name) => !Object.hasOwn(now, name));
    if (interfaces.length > 0) yield { kind: 'removed', path, interfaces };
  }
}

function* added(before: ObjectTree, after: ObjectTree): Iterable<TreeChange> {
  for (const path of after.listed) {
    const was = listed(before, path);
    const interfaces = Object.entries(listed(after, path)).filter(([name]) => !Object.hasOwn(was, name));
    if (interfaces.length > 0) yield { kind: 'added', path, interfaces: Object.fromEntries(interfaces) };
  }
}

const listed = (tree: ObjectTree, path: string): ObjectView =>
  tree.listed.includes(path) ? (tree.objects[path] ?? {}) : {};

function* changed(before: ObjectTree, after: ObjectTree): Iterable<TreeChange> {
  for (const [path, view] of Object.entries(after.objects)) {
    const was = before.objects[path];
    if (!was) continue;
    for (const [name, properties] of Object.entries(view)) {
      const difference = was[name] && differenceOf(was[name], properties);
      if (difference) yield { kind: 'changed', path, interface: name, ...difference };
    }
  }
}

type Properties = Readonly<Record<string, unknown>>;

const differenceOf = (before: Properties, after: Properties) => {
  if (before === after) return undefined;
  const different = Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(value, before[name]));
  const dropped = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  if (different.length === 0 && dropped.length === 0) return undefined;
  return { properties: Object.fromEntries(different), dropped };
};
