import { describe, expect, expectTypeOf, it } from 'vitest';
import type { AtAnswer, CarrierPack, DevicePlugin, DeviceSource, PackageField, Quirk } from './index.js';
import { checkCarrier, checkDevicePlugin, checkPackageField, defineDevicePlugin } from './index.js';

/**
 * What an author may have written for contract 1 on its first day, with every field that it had. These are kept as they are: where one does not compile or
 * is not taken any more, plugins in the field break, and the contract's integer goes up (docs/contract-changes.md).
 */
const quirk: Quirk = {
  id: 'automatic-mode',
  because: 'another program left it in 2G only',
  when: 'sim-ready',
  *run({ model, revision }) {
    const answer: AtAnswer = yield { send: 'AT+MODE?', limitMs: 3000, afterMs: 100 };
    const { ok, result, lines } = answer;
    if (ok && result === 'OK' && lines[0]?.includes(model ?? revision ?? '')) yield { send: 'AT+MODE=0' };
  },
};
const stick: DeviceSource = {
  id: 'acme-1',
  model: 'Acme 1',
  source: 'the datasheet',
  match: {
    usb: [
      { vendor: 'ffff', product: '2000' },
      { vendor: 'ffff', product: '0031' },
    ],
    model: ['A1'],
  },
  modeSwitch: {
    method: 'message',
    message: '55534243123456780000000000000011062000000100000000000000000000',
    becomes: ['0031'],
  },
  ports: { 0: 'diag', 1: 'at', 3: 'data', 4: 'gps', 5: 'voice', 6: 'ignore' },
  init: [{ send: 'AT+ASLEEP=0', because: 'it goes to sleep otherwise', optional: true, limitSeconds: 3 }],
  unsolicited: { '+AWAKE:': 'drop', '+AMODE:': 'mode', '^MODE:': { mode: { '5,4': 'UMTS' } } },
  quirks: [quirk],
  recovery: [{ on: 'init.no-reply', action: 'usb-reset', upTo: 2, waitSeconds: 1 }],
  diagnoses: [
    {
      cause: 'modem-not-responding',
      when: [
        { fact: 'device.recognised', where: { plugin: 'acme' } },
        { fact: 'walk.ended', where: { exit: { oneOf: ['init.no-reply', 'dial.no-reply'] } } },
      ],
      unless: [{ fact: 'online' }],
      confidence: 0.9,
      says: 'The stick has stopped answering[: {walk.ended:detail}].',
      remedy: 'Unplug it and plug it in again.',
    },
  ],
  twin: {
    source: 'a model',
    arrivesAs: { vendor: 'ffff', product: '2000' },
    switchedBy: 'message',
    modem: { vendor: 'ffff', product: '0031' },
    interfaces: [
      { number: 0, kind: 'serial', answers: 'nothing' },
      { number: 1, kind: 'serial', answers: 'at' },
      { number: 2, kind: 'storage', answers: 'nothing' },
      { number: 3, kind: 'serial', answers: 'data' },
    ],
    functionalityAtPowerUp: 4,
    replies: { '+CGMM': { lines: ['A1'] }, '+GMI': { error: 'ERROR' }, '+CSIM?': { error: 3 }, '+ASLEEP=0': {} },
    noise: [{ line: '+AWAKE: 1', everyMs: 500, silencedBy: '+ASLEEP=0', hangsAfter: 100 }],
    modeReport: '+AMODE: {mode}',
    delays: { commandMs: 20, reenumerateMs: 1000, registerMs: 3000, dialMs: 600 },
  },
  extends: [{ init: [{ send: 'AT+X=1', because: 'a trait of the author' }] }],
};
const carrier = {
  $schema: 'x',
  contract: 1,
  id: 'acme-mobile',
  carrier: 'Acme Mobile',
  source: 'the leaflet',
  match: { mccmnc: ['00101', '001010'] },
  profiles: [
    { name: 'Internet', apn: 'internet', auth: { allow: ['chap', 'pap'], user: 'web', password: 'web' } },
    { name: 'The default', apn: '', auth: { allow: ['none'] } },
  ],
  init: [{ send: 'AT+CGATT=1', because: 'packet service is there on request', optional: true }],
  dial: { number: '*99***{cid}#', limitSeconds: 60, ipcpLimitSeconds: 30 },
  recovery: [{ on: 'init.registration-denied', action: 'radio-cycle', upTo: 1 }],
  diagnoses: [
    {
      cause: 'registration-denied',
      when: [{ fact: 'walk.ended', where: { exit: 'init.registration-denied', detail: { contains: 'denied' } } }],
      confidence: 0.95,
      says: 'Acme refuses this SIM.',
      remedy: 'Switch it on at acme.example.',
    },
  ],
  simulation: {
    source: 'a model',
    operator: { long: 'Acme Mobile', short: 'Acme' },
    mccmnc: '00101',
    accepts: ['internet'],
    numbers: ['*99#'],
    registration: { circuit: 1, packet: 5 },
    attach: 'on-request',
    mode: 'HSDPA',
    auth: 'chap',
    address: '10.64.0.2',
    peer: '10.64.64.64',
    dns: ['172.30.0.1'],
  },
} satisfies CarrierPack;
const manifest: PackageField = { devices: './devices.js', carriers: ['./acme-mobile.json'] };

describe('the first examples of contract 1', () => {
  it('compile and are taken, with each field as it was written', () => {
    const plugin = defineDevicePlugin({ contract: 1, vendor: 'Acme', devices: [stick] });
    expectTypeOf(plugin).toExtend<DevicePlugin>();
    const checked = checkDevicePlugin(plugin);
    expect(checked).toEqual({ ok: true, value: plugin });
    expect(checkCarrier(carrier)).toEqual({ ok: true, value: carrier });
    expect(checkPackageField(manifest)).toEqual({ ok: true, value: manifest });
  });
});
