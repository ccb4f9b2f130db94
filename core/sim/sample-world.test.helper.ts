import type { CarrierPack, DeviceDefinition, Twin } from '@dialtone/plugins';
import { type Misbehaviour, misbehaviourNamed } from './misbehaviours.js';
import { VirtualClock } from './virtual-clock.js';
import { virtualTerminal } from './virtual-terminal.js';
import { virtualWorld } from './virtual-world.js';

/** A stick much like the MF627 and a carrier much like Three: core's tests may not know the plugins. */
export const sampleDevice: DeviceDefinition = {
  id: 'sample',
  model: 'Sample',
  source: 'made up',
  match: { usb: [{ vendor: '19d2', product: '2000' }] },
  modeSwitch: { method: 'eject', becomes: ['0031'] },
  ports: { 0: 'diag', 1: 'at', 3: 'data' },
  twin: {
    source: 'made up',
    arrivesAs: { vendor: '19d2', product: '2000' },
    switchedBy: 'eject',
    modem: { vendor: '19d2', product: '0031' },
    interfaces: [
      { number: 0, kind: 'serial', answers: 'nothing' },
      { number: 1, kind: 'serial', answers: 'at' },
      { number: 2, kind: 'storage', answers: 'nothing' },
      { number: 3, kind: 'serial', answers: 'data' },
    ],
    functionalityAtPowerUp: 4,
    replies: {
      '+CGMM': { lines: ['Sample'] },
      '+ZPINPUK=?': { lines: ['+ZPINPUK: {pinRetries},{pukRetries}'] },
      '+ZPAS?': { lines: ['+ZPAS: "{mode}","CS_PS"'] },
      '%IPSYS?': { error: 'ERROR' },
      '+CMGL': { error: 321 },
    },
    noise: [{ line: '+ZUSIMR:2', everyMs: 2000, silencedBy: '+CPMS?', hangsAfter: 40 }],
    modeReport: '+ZPASR: "{mode}"',
    delays: { commandMs: 20, reenumerateMs: 1000, registerMs: 4000, dialMs: 500 },
  },
};

export const sampleCarrier: CarrierPack = {
  contract: 1,
  id: 'sample-carrier',
  carrier: 'Sample carrier',
  source: 'made up',
  match: { mccmnc: ['23420'] },
  profiles: [
    { name: 'One', apn: 'three.co.uk', auth: { allow: ['none', 'chap'] } },
    { name: 'Two', apn: '3internet', auth: { allow: ['none', 'chap'] } },
  ],
  simulation: {
    source: 'made up',
    operator: { long: 'Sample', short: 'Smp' },
    mccmnc: '23420',
    registration: { circuit: 1, packet: 1 },
    mode: 'HSDPA',
    auth: 'chap',
    address: '10.45.17.203',
    peer: '10.64.64.64',
    dns: ['172.30.139.17', '172.31.139.17'],
  },
};

/**
 * The sample in modem mode from the start and with its radio on, for tests in real time: it takes only these delays, and says nothing
 * unasked, which would stand between an answer and what is expected of it.
 */
export const quietDevice = (delays: Twin['delays']): DeviceDefinition => {
  const { twin } = sampleDevice;
  if (twin === undefined) throw new Error('the sample has no twin');
  const { arrivesAs: _none, noise: _quiet, modeReport: _mode, ...rest } = twin;
  return { ...sampleDevice, twin: { ...rest, functionalityAtPowerUp: 1, delays } };
};

/** By their names; throws the sentence that a user would read. */
export const named = (...names: readonly string[]): readonly Misbehaviour[] => names.map(misbehaviourNamed);

/** A world and its clock, nothing plugged yet. */
export const sampleWorld = (
  misbehave: readonly string[] = [],
  { device = sampleDevice, carrier = sampleCarrier } = {},
) => {
  const clock = new VirtualClock();
  return { clock, world: virtualWorld({ device, carrier, misbehave: named(...misbehave), clock }) };
};

/** The same, plugged and switched to modem mode, with somebody at the terminals of both AT ports and the echo off. */
export const sampleTerminals = async (misbehave: readonly string[] = [], options = {}) => {
  const { clock, world } = sampleWorld(misbehave, options);
  await plugAndSwitch(world, clock);
  const control = virtualTerminal(world, clock, 1);
  const data = virtualTerminal(world, clock, 3);
  return { clock, world, control, data };
};

export const plugAndSwitch = async (world: ReturnType<typeof virtualWorld>, clock: VirtualClock): Promise<void> => {
  world.plug();
  const here = { path: world.path, vendor: '19d2', product: '2000', interfaces: [] };
  world.usb.switchMode(here, { method: 'eject', becomes: ['0031'] }).subscribe();
  await clock.run({ limitMs: world.delays.reenumerateMs });
};
