import { expect, it } from 'vitest';
import plugin from './index.js';

const families = plugin.devices.filter(({ id }) => id !== 'mf627');
const family = (id: string) => families.find((device) => device.id === id);
const roleOf = (id: string, role: string) =>
  Object.entries(family(id)?.ports ?? {}).flatMap(([number, given]) => (given === role ? [Number(number)] : []));

/** Ids of the CD-ROM mode: several families share them, since only the switch shows what a stick becomes. */
const cdRoms = ['2000', '0053', '0083', '0103', '0149', '0150', '0154'];
const products = (id: string) =>
  (family(id)?.match.usb ?? []).map(({ product }) => product).filter((product) => !cdRoms.includes(product));

it.each([
  { id: 'zte-03-01', data: 3, at: 1, count: 25 },
  { id: 'zte-00-01', data: 0, at: 1, count: 8 },
  { id: 'zte-04-01', data: 4, at: 1, count: 8 },
  { id: 'zte-02-01', data: 2, at: 1, count: 6 },
  { id: 'zte-02-04', data: 2, at: 4, count: 5 },
  { id: 'zte-01-03', data: 1, at: 3, count: 3 },
  { id: 'zte-00-02', data: 0, at: 2, count: 2 },
  { id: 'zte-04-02', data: 4, at: 2, count: 2 },
  { id: 'zte-03-02', data: 3, at: 2, count: 1 },
  { id: 'zte-02-00', data: 2, at: 0, count: 1 },
  { id: 'zte-05-01', data: 5, at: 1, count: 1 },
])('$id dials on interface $data, takes commands on $at, and has $count product ids', ({ id, data, at, count }) => {
  expect(roleOf(id, 'data')).toEqual([data]);
  expect(roleOf(id, 'at')).toEqual([at]);
  expect(roleOf(id, 'diag')).toEqual(data === 0 || at === 0 ? [] : [0]);
  expect(products(id)).toHaveLength(count);
});

it('has 62 product ids in 11 rows, none of them twice', () => {
  const all = families.flatMap(({ id }) => products(id));
  expect(families).toHaveLength(11);
  expect(all).toHaveLength(62);
  expect(new Set(all).size).toBe(62);
});

it.each([
  ['0021', 'zte-03-01'],
  ['0031', 'zte-03-01'],
  ['2003', 'zte-03-01'],
  ['000a', 'zte-00-01'],
  ['0124', 'zte-04-01'],
  ['0117', 'zte-02-01'],
  ['0055', 'zte-02-04'],
  ['0054', 'zte-01-03'],
  ['0001', 'zte-00-02'],
  ['1515', 'zte-00-02'],
  ['0049', 'zte-04-02'],
  ['0043', 'zte-03-02'],
  ['0064', 'zte-02-00'],
  ['0125', 'zte-05-01'],
])('19d2:%s is in %s', (product, id) => {
  expect(
    families.filter((device) => device.match.usb.some((usb) => usb.product === product)).map((device) => device.id),
  ).toEqual([id]);
});

it.each([
  ['2000', ['zte-03-01', 'zte-04-01', 'zte-02-01', 'zte-02-04', 'zte-01-03', 'zte-00-02', 'zte-02-00']],
  ['0053', ['zte-03-01']],
  ['0103', ['zte-03-01']],
  ['0083', ['zte-04-01']],
  ['0149', ['zte-04-01']],
  ['0150', ['zte-04-01']],
  ['0154', ['zte-03-01', 'zte-02-01']],
])('the CD-ROM 19d2:%s may become one of %j', (cdRom, ids) => {
  expect(
    families.filter(({ match }) => match.usb.some(({ product }) => product === cdRom)).map(({ id }) => id),
  ).toEqual(ids);
});

it('switches a CD-ROM by eject into ids of its own row only', () => {
  expect(family('zte-02-01')?.modeSwitch).toEqual({ method: 'eject', becomes: ['0016', '0017', '0019', '0117'] });
  expect(family('zte-04-01')?.modeSwitch).toEqual({ method: 'eject', becomes: ['0033', '0091', '0128', '0124'] });
  expect(family('zte-00-01')?.modeSwitch).toBeUndefined();
});
