import { checkPlugin } from '@dialtone/plugins/host';
import { expect, it } from 'vitest';
import plugin from './index.js';

const [mf627] = plugin.devices;

it('every device of the package passes the host', () => {
  const outcome = checkPlugin({
    name: 'zte',
    version: '0.1.0',
    devices: { file: 'index.ts', value: plugin },
    carriers: [],
  });
  expect(outcome).not.toHaveProperty('because');
  expect(outcome).toMatchObject({ kind: 'loaded', devices: plugin.devices.map(({ id }) => ({ value: { id } })) });
});

it('the MF627, traits folded in, is exactly this', () => {
  const { twin: _, source: __, diagnoses: ___, quirks, ...device } = mf627 ?? {};
  expect(device).toEqual({
    id: 'mf627',
    model: 'MF627',
    match: {
      usb: [
        { vendor: '19d2', product: '2000' },
        { vendor: '19d2', product: '0031' },
      ],
      model: ['MF627'],
    },
    modeSwitch: { method: 'eject', becomes: ['0031'] },
    ports: { 0: 'diag', 1: 'at', 3: 'data' },
    init: [{ send: 'AT+CFUN=1', because: 'it wakes with the radio off' }],
    unsolicited: {
      '+ZUSIMR:': 'drop',
      '+ZDONR:': 'drop',
      '+ZPSTM:': 'drop',
      '+ZEND:': 'drop',
      '+ZPASR:': 'mode',
      '+ZPAS:': 'mode',
    },
    recovery: [
      { on: 'init.no-reply', action: 'usb-reset', upTo: 2 },
      { on: 'dial.no-reply', action: 'usb-reset', upTo: 1 },
    ],
  });
  expect(quirks?.map(({ id, when }) => `${when}: ${id}`)).toEqual([
    'woken: quiet-storage',
    'sim-ready: quiet-storage-again',
    'woken: pin-retries',
    'sim-ready: automatic-mode',
    'sim-ready: radio-mode',
  ]);
});

it('stands before its family, so that 19d2:0031 is an MF627 until it says that it is not', () => {
  expect(
    plugin.devices.filter(({ match }) => match.usb.some(({ product }) => product === '0031')).map(({ id }) => id),
  ).toEqual(['mf627', 'zte-03-01']);
});

it('has a rule that names the firmware hang, for any ZTE stick', () => {
  expect(mf627?.diagnoses).toMatchObject([
    {
      cause: 'modem-not-responding',
      when: [{ where: { plugin: 'zte' } }, { where: { exit: { oneOf: ['init.no-reply', 'dial.no-reply'] } } }],
    },
  ]);
});
