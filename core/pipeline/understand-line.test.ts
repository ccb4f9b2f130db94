import type { DeviceDefinition } from '@dialtone/plugins';
import { expect, it } from 'vitest';
import type { FactBody } from '../facts/fact.js';
import { understandLine } from './understand-line.js';

const device: DeviceDefinition = {
  id: 'x',
  model: 'X',
  source: 'test',
  match: { usb: [{ vendor: 'ffff', product: '0001' }] },
  ports: { 0: 'data' },
  unsolicited: { '^RSSI:': 'drop', '+ZPAS:': 'mode', '^MODE:': { mode: { '5,4': 'UMTS', '0,0': 'No Service' } } },
};
const understood = (line: string) => {
  const facts: FactBody[] = [];
  const taken = understandLine(line, device, (fact) => facts.push(fact));
  return { taken, modes: facts.map((fact) => (fact.fact === 'radio.mode' ? fact.mode : fact.fact)) };
};

it.each([
  ['+ZPAS: "HSDPA","CS_PS"', ['HSDPA']],
  ['^MODE:5,4', ['UMTS']],
  ['^MODE: 0,0 ', ['No Service']],
  ['^MODE:9,9', ['9,9']],
  ['^MODE:constructor', ['constructor']],
  ['^RSSI:17', []],
])('%s is taken, and tells the mode in words where it tells one', (line, modes) => {
  expect(understood(line)).toEqual({ taken: true, modes });
});

it('leaves what the table does not know to be told as it is', () => {
  expect(understood('^BOOT:1,0')).toEqual({ taken: false, modes: [] });
});
