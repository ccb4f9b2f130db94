import { describe, expect, it } from 'vitest';
import { checkPlugin } from './check-plugin.js';
import { carrier, device, devicePlugin } from './temp-packages.test.helper.js';

const said = (parts: { readonly devices?: unknown; readonly carriers?: readonly unknown[] }) => {
  const outcome = checkPlugin({
    name: 'acme',
    version: '1.0.0',
    ...(parts.devices === undefined ? {} : { devices: { file: 'd.js', value: parts.devices } }),
    carriers: (parts.carriers ?? []).map((value, at) => ({ file: `${at}.json`, value })),
  });
  return outcome.kind === 'refused' ? outcome.because : outcome.kind;
};
const ofDevice = (changed: object) => said({ devices: devicePlugin({ ...device, ...changed }) });
const ofCarrier = (changed: object) => said({ carriers: [{ ...carrier, ...changed }] });
const rule = (says: string, remedy = 'do') => ({
  cause: 'apn-missing',
  when: [{ fact: 'dial.connected' }],
  confidence: 0.5,
  says,
  remedy,
});
const twin = {
  source: 'a model',
  arrivesAs: { vendor: 'ffff', product: '2000' },
  switchedBy: 'eject',
  modem: { vendor: 'ffff', product: '0031' },
  interfaces: [
    { number: 1, kind: 'serial', answers: 'at' },
    { number: 3, kind: 'serial', answers: 'data' },
  ],
  functionalityAtPowerUp: 1,
  replies: { '+CGMM': { lines: ['Acme 1'] }, '+CSCS="ira"': {} },
  delays: { commandMs: 1, reenumerateMs: 1, registerMs: 1, dialMs: 1 },
};
const network = {
  source: 'a model',
  operator: { long: 'Acme', short: 'A' },
  mccmnc: '00101',
  registration: { circuit: 1, packet: 1 },
  mode: 'UMTS',
  auth: 'chap',
  address: '10.1.1.1',
  peer: '10.64.64.64',
  dns: [],
};

describe('devices', () => {
  it('takes a whole one', () => {
    expect(ofDevice({ twin, init: [{ send: 'AT+CPIN?', because: 'asks only' }] })).toBe('loaded');
  });

  it.each<[object, string]>([
    [{ ports: { 0: 'diag' } }, 'devices[0].ports must give one interface the role "at" or "data"'],
    [
      { modeSwitch: { method: 'eject', becomes: ['0031', '0063'] } },
      'devices[0].modeSwitch.becomes[1] is 0063, which is not in match.usb',
    ],
    [
      { init: [{ send: 'ATD*99#', because: 'x' }] },
      'devices[0].init[0].send must not dial: the dial stage does, with dial.number',
    ],
    [{ init: [{ send: 'AT+CFUN=1;D112', because: 'x' }] }, 'devices[0].init[0].send must not dial'],
    [{ init: [{ send: 'AT+CPIN=1234', because: 'x' }] }, 'devices[0].init[0].send must not enter a PIN'],
    [{ twin: { ...twin, modem: { vendor: 'ffff', product: '0063' } } }, 'devices[0].twin.modem must be in match.usb'],
    [
      { twin: { ...twin, arrivesAs: { vendor: 'fffe', product: '2000' } } },
      'devices[0].twin.arrivesAs must be in match.usb',
    ],
    [{ twin: { ...twin, switchedBy: undefined } }, 'devices[0].twin.switchedBy is missing, but there is arrivesAs'],
    [{ twin: { ...twin, switchedBy: 'message' } }, 'devices[0].twin.switchedBy must be the method of modeSwitch'],
    [
      { twin: { ...twin, interfaces: twin.interfaces.slice(0, 1) } },
      'devices[0].twin.interfaces must have a serial interface 3 that answers as "data"',
    ],
    [
      { twin: { ...twin, replies: { 'AT+CGMM': {} } } },
      'devices[0].twin.replies has "AT+CGMM", which must be upper case and without its AT',
    ],
    [{ twin: { ...twin, replies: { '+cgmm': {} } } }, 'devices[0].twin.replies has "+cgmm"'],
    [{ diagnoses: [rule('{nothing}')] }, 'devices[0].diagnoses[0].says has a brace'],
  ])('refuses %j', (changed, sentence) => {
    expect(ofDevice(changed)).toContain(`plugin acme: d.js: ${sentence}`);
  });

  it('refuses one id twice in a plugin', () => {
    expect(said({ devices: devicePlugin(device, device) })).toBe('plugin acme: d.js: devices[1].id is used twice');
  });

  it('refuses one quirk twice in a device', () => {
    const quirk = { id: 'q', because: 'x', when: 'woken', *run() {} };
    expect(ofDevice({ quirks: [quirk, quirk] })).toBe('plugin acme: d.js: devices[0].quirks[1].id is used twice');
  });

  it('shows three problems and counts the others', () => {
    expect(ofDevice({ id: '', model: '', source: '', ports: 1 })).toMatch(
      /^plugin acme: d\.js: devices\[0\]\.id .*; and 1 more$/,
    );
  });
});

describe('carriers', () => {
  it('takes a whole one', () => {
    expect(ofCarrier({ simulation: network, dial: { number: '*99***{cid}#' } })).toBe('loaded');
  });

  it.each<[object, string]>([
    [{ dial: { number: '' } }, 'dial.number must hold a digit or {cid}'],
    [{ dial: { number: '*#' } }, 'dial.number must hold a digit or {cid}'],
    [{ profiles: [...carrier.profiles, ...carrier.profiles] }, 'profiles[1].name is used twice'],
    [
      { profiles: [{ ...carrier.profiles[0], auth: { allow: ['pap'], password: 'x' } }] },
      'profiles[0].auth.user is missing, but there is a password',
    ],
    [{ init: [{ send: 'AT+CPWD="SC","1","2"', because: 'x' }] }, 'init[0].send must not enter a PIN'],
    [{ simulation: { ...network, mccmnc: '23420' } }, 'simulation.mccmnc must be one of match.mccmnc'],
  ])('refuses %j', (changed, sentence) => {
    expect(ofCarrier(changed)).toContain(`plugin acme: 0.json: ${sentence}`);
  });

  it('refuses one id in two packs, naming the second file', () => {
    expect(said({ carriers: [carrier, carrier] })).toBe('plugin acme: 1.json: id is used by two carriers');
  });
});

describe('rules', () => {
  const problem = (says: string) => ofCarrier({ diagnoses: [rule(says)] });

  it.each(['CONNECT came from {dial.connected:number}', 'gone[ after {link.probed:rttMs} ms]', '{dial.connected:a.b}'])(
    'takes %j',
    (says) => {
      expect(problem(says)).toBe('loaded');
    },
  );

  it.each([
    [
      'up with {plan.resolved:apn}',
      'names {plan.resolved:…}, which is not in "when": put it there, or into [square brackets]',
    ],
    ['{no.such:field}', 'names {no.such:…}, which is no fact'],
    ['[{no.such:field}]', 'names {no.such:…}, which is no fact'],
    ['{dial.connected}', 'has a brace that is not part of a {fact.name:field}'],
    ['{', 'has a brace'],
    ['[open', 'has a square bracket without its partner'],
    ['[one [two]]', 'has a square bracket without its partner, or one clause in another'],
  ])('refuses %j', (says, sentence) => {
    expect(problem(says)).toContain(`diagnoses[0].says ${sentence}`);
  });

  it('looks into the remedy as well', () => {
    expect(ofCarrier({ diagnoses: [rule('fine', '{plan.resolved:apn}')] })).toContain('diagnoses[0].remedy names');
  });
});
