import { expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { portsThatDiffer } from './ports-that-differ.js';

const port = (tool: string, key: string, value: string): Fact => ({ fact: 'config.read', t: 0, tool, key, value });

it.each([
  ['/dev/ttyUSB2', '/dev/ttyUSB1', 1],
  ['/dev/ttyUSB2', 'ttyUSB2', 0],
  ['/dev/modem', '/dev/ttyUSB2', 0],
])('%s and %s: %i', (dialler, pppd, count) => {
  expect(portsThatDiffer([port('wvdial', 'Modem', dialler), port('pppd', 'device', pppd)])).toHaveLength(count);
});
