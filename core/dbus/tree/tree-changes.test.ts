import { describe, expect, it } from 'vitest';
import { variant } from '../wire/values.js';
import type { ObjectTree, ObjectView } from './object-tree.js';
import { treeChanges } from './tree-changes.js';

const tree = (objects: Readonly<Record<string, ObjectView>>, listed: readonly string[] = ['/m/0']): ObjectTree => ({
  objects,
  root: '/m',
  listed,
});
const modem = (properties: Readonly<Record<string, unknown>>): ObjectTree => tree({ '/m/0': { Modem: properties } });

describe('treeChanges', () => {
  it.each<[string, unknown, unknown]>([
    ['a number', 6, 8],
    ['a list that grows', [], ['/b/0']],
    ['a member of a structure', [67, true], [67, false]],
    ['an entry of a dictionary', { 2: 3 }, { 2: 2 }],
    ['a variant’s value', { rssi: variant('d', -71) }, { rssi: variant('d', -72) }],
    ['a variant’s type', { rssi: variant('d', 1) }, { rssi: variant('u', 1) }],
    ['a byte', new Uint8Array([1, 2]), new Uint8Array([1, 3])],
    ['a large number', 1n, 2n],
    ['a missing key', { a: 1 }, {}],
  ])('tells %s, and nothing of what stayed', (_, before, after) => {
    expect(treeChanges(modem({ State: 1, P: before }), modem({ State: 1, P: after }))).toEqual([
      { kind: 'changed', path: '/m/0', interface: 'Modem', properties: { P: after }, dropped: [] },
    ]);
  });

  it.each<[string, unknown, unknown]>([
    ['lists', [['ttyUSB0', 3]], [['ttyUSB0', 3]]],
    [
      'dictionaries in another order',
      { a: variant('u', 1), b: variant('u', 2) },
      { b: variant('u', 2), a: variant('u', 1) },
    ],
    ['bytes', new Uint8Array([1]), new Uint8Array([1])],
    ['large numbers', 5n, 5n],
  ])('is silent about equal %s', (_, before, after) => {
    expect(treeChanges(modem({ P: before }), modem({ P: after }))).toEqual([]);
  });

  it('tells what has gone, then what is different, then what is new', () => {
    const before = tree({ '/m/0': { Modem: { State: 8 } }, '/m/1': { Modem: { State: 1 } } }, ['/m/0', '/m/1']);
    const after = tree({ '/m/1': { Modem: { State: 2 } }, '/m/2': { Modem: { State: 3 } } }, ['/m/1', '/m/2']);
    expect(treeChanges(before, after)).toEqual([
      { kind: 'removed', path: '/m/0', interfaces: ['Modem'] },
      { kind: 'changed', path: '/m/1', interface: 'Modem', properties: { State: 2 }, dropped: [] },
      { kind: 'added', path: '/m/2', interfaces: { Modem: { State: 3 } } },
    ]);
  });

  it('an interface comes and goes by itself', () => {
    const bare = tree({ '/m/0': { Modem: { State: 2 } } });
    const full = tree({ '/m/0': { Modem: { State: 2 }, Signal: { Rate: 0 } } });
    expect(treeChanges(bare, full)).toEqual([{ kind: 'added', path: '/m/0', interfaces: { Signal: { Rate: 0 } } }]);
    expect(treeChanges(full, bare)).toEqual([{ kind: 'removed', path: '/m/0', interfaces: ['Signal'] }]);
  });

  it('objects that are not listed come and go unsaid, and change aloud', () => {
    const without = modem({});
    const sim = (id: string) => tree({ '/m/0': { Modem: {} }, '/s/0': { Sim: { SimIdentifier: id } } });
    expect(treeChanges(without, sim('1'))).toEqual([]);
    expect(treeChanges(sim('1'), without)).toEqual([]);
    expect(treeChanges(sim('1'), sim('2'))).toEqual([
      { kind: 'changed', path: '/s/0', interface: 'Sim', properties: { SimIdentifier: '2' }, dropped: [] },
    ]);
  });

  it('an object that stays and is listed no more has gone for those who follow the list', () => {
    const objects = { '/m/0': { Modem: { State: 2 } } };
    expect(treeChanges(tree(objects), tree(objects, []))).toEqual([
      { kind: 'removed', path: '/m/0', interfaces: ['Modem'] },
    ]);
  });

  it('names a property that is there no more', () => {
    expect(treeChanges(modem({ A: 1, B: 2 }), modem({ A: 1 }))).toEqual([
      { kind: 'changed', path: '/m/0', interface: 'Modem', properties: {}, dropped: ['B'] },
    ]);
  });

  it('does not look into what is the same object', () => {
    const untouchable = Object.defineProperty({}, 'P', {
      enumerable: true,
      get: () => {
        throw new Error('looked into');
      },
    });
    const one = tree({ '/m/0': { Modem: untouchable } });
    const two = tree({ '/m/0': { Modem: untouchable } });
    expect(treeChanges(one, two)).toEqual([]);
  });
});
