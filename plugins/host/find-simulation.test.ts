import { describe, expect, it } from 'vitest';
import type { CarrierPack, DeviceDefinition } from '../contract/index.js';
import type { LoadedPlugin } from './check-plugin.js';
import { findSimulation, simulatable } from './find-simulation.js';

const plugin = (name: string, devices: readonly DeviceDefinition[], carriers: readonly CarrierPack[]): LoadedPlugin => {
  const by = <T>(value: T) => ({ plugin: name, value });
  return { kind: 'loaded', name, version: '1.0.0', devices: devices.map(by), carriers: carriers.map(by) };
};
const bare = (id: string): DeviceDefinition => ({
  id,
  model: id,
  source: 'x',
  match: { usb: [{ vendor: 'ffff', product: '0031' }] },
  ports: { 1: 'data' },
});
const stick = (id: string): DeviceDefinition => ({
  ...bare(id),
  twin: {
    source: 'a model',
    modem: { vendor: 'ffff', product: '0031' },
    interfaces: [{ number: 1, kind: 'serial', answers: 'data' }],
    functionalityAtPowerUp: 1,
    replies: {},
    delays: { commandMs: 1, reenumerateMs: 1, registerMs: 1, dialMs: 1 },
  },
});
const dataOnly = (id: string): CarrierPack => ({
  contract: 1,
  id,
  carrier: id,
  source: 'x',
  match: { mccmnc: ['00101'] },
  profiles: [{ name: 'Internet', apn: 'internet', auth: { allow: ['none'] } }],
});
const network = (id: string): CarrierPack => ({
  ...dataOnly(id),
  simulation: {
    source: 'a model',
    operator: { long: 'A', short: 'A' },
    mccmnc: '00101',
    registration: { circuit: 1, packet: 1 },
    mode: 'UMTS',
    auth: 'none',
    address: '10.1.1.1',
    peer: '10.64.64.64',
    dns: [],
  },
});

const sticks = plugin('sticks', [stick('one'), stick('two'), bare('real')], []);
const nets = plugin('nets', [], [network('alpha'), dataOnly('omega')]);
const because = (asked: string, plugins = [sticks, nets]) => {
  const found = findSimulation(asked, plugins);
  return found.kind === 'unknown' ? found.because : found.name;
};

describe('simulatable', () => {
  it('is every device with a twin on every carrier with a network', () => {
    expect(simulatable([sticks, nets]).map(({ name }) => name)).toEqual(['one@alpha', 'two@alpha']);
  });
});

describe('findSimulation', () => {
  it('finds the pair and the plugins that brought it', () => {
    expect(findSimulation('two@alpha', [sticks, nets])).toMatchObject({
      kind: 'found',
      name: 'two@alpha',
      device: { plugin: 'sticks', value: { id: 'two' } },
      carrier: { plugin: 'nets', value: { id: 'alpha' } },
    });
  });

  it.each([
    ['real@alpha', 'There is no virtual device "real". Installed: one, two.'],
    ['one@omega', 'There is no virtual carrier "omega". Installed: alpha.'],
    ['one', '"one" is not DEVICE@CARRIER, as in one@alpha.'],
    ['one@', '"one@" is not DEVICE@CARRIER, as in one@alpha.'],
    ['@alpha', '"@alpha" is not DEVICE@CARRIER, as in one@alpha.'],
    ['one@alpha@x', '"one@alpha@x" is not DEVICE@CARRIER, as in one@alpha.'],
    ['a\u001b[2J', '"a\\u001b[2J" is not DEVICE@CARRIER, as in one@alpha.'],
  ])('answers %j with a sentence that lists what exists', (asked, sentence) => {
    expect(because(asked)).toBe(sentence);
  });

  it('says when nothing can be simulated at all', () => {
    expect(because('mf627@three-uk', [])).toBe(
      'There is no virtual device "mf627". No installed plugin brings a virtual device.',
    );
  });

  it('settles nothing by load order', () => {
    expect(because('one@alpha', [sticks, plugin('copies', [stick('one')], []), nets])).toBe(
      'The device "one" comes from more than one plugin (sticks and copies): uninstall one.',
    );
  });
});
