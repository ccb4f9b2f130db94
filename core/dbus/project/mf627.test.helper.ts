import type { Fact, FactBody } from '../../facts/fact.js';
import { fold, noSession, type SessionState } from '../../facts/session-state.js';
import type { StickIdentity } from '../../facts/stick-identity.js';
import type { Wanted } from '../../facts/wanted.js';
import { type FaceModem, firstFace } from '../face-state.js';
import type { ShownModem } from './shown-modem.js';

/** Where the story's stick stands after these facts. */
export const after = (session: SessionState, ...facts: readonly FactBody[]): SessionState =>
  facts.reduce((state, fact) => fold(state, { ...fact, t: 0, stick: '1-1', stage: 'init' } as Fact), session);

export const wantedNow = (level: 'off' | 'standby' | 'ready' | 'online'): FactBody => ({
  fact: 'wanted.changed',
  level,
  ...(level === 'standby' ? { from: 'init/stand-by' } : {}),
});
export const walked: FactBody = { fact: 'walk.started' };
const passed = (...steps: readonly string[]): readonly FactBody[] =>
  steps.map((step) => ({ fact: 'step.passed', step, ms: 1 }));
export const heard = (status: number): FactBody & { readonly fact: 'registration.changed' } => ({
  fact: 'registration.changed',
  domain: 'packet',
  status,
  registered: status === 1,
  roaming: false,
});
export const operator: FactBody = { fact: 'operator.named', code: '23420', name: '3', technology: 4 };
export const planned: FactBody = {
  fact: 'plan.resolved',
  apn: { value: 'three.co.uk', from: 'carrier', plugin: 'three-uk' },
  passwordSet: false,
  carrierApns: ['three.co.uk', '3internet'],
  number: { value: '*99***1#', from: 'default' },
  cid: { value: 1, from: 'default' },
  attempt: 1,
  of: 2,
};
const linked: readonly FactBody[] = [
  { fact: 'ppp.up', address: '10.64.3.7', peer: '10.64.64.64', dns: ['217.171.132.0', '217.171.135.0'] },
  { fact: 'link.attached', engine: 'pppd', interface: 'ppp0' },
  { fact: 'online' },
];

const plugged = after(
  noSession('1-1'),
  { fact: 'usb.plugged', vendor: '19d2', product: '0031' },
  wantedNow('standby'),
  walked,
  { fact: 'stage.entered' },
  { fact: 'device.recognised', device: 'mf627', model: 'MF627', plugin: 'zte', candidates: 1 },
  {
    fact: 'ports.selected',
    control: 1,
    data: 3,
    ports: [
      { interface: 0, role: 'diag', path: '/dev/ttyUSB0', driver: 'option' },
      { interface: 1, role: 'at', path: '/dev/ttyUSB1', driver: 'option' },
      { interface: 2, role: 'ignore' },
      { interface: 3, role: 'data', path: '/dev/ttyUSB2', driver: 'option' },
    ],
  },
  ...passed('wake'),
);
const identified = after(
  plugged,
  { fact: 'modem.identified', manufacturer: 'ZTE INCORPORATED', model: 'MF627', revision: 'BD_P671A2V1.0.0B03' },
  ...passed('identify'),
);
const open = after(
  identified,
  { fact: 'sim.state', state: 'READY' },
  ...passed('unlock-sim'),
  { fact: 'sim.read', mccmnc: '23420' },
  ...passed('read-sim'),
);
const standing = after(open, { fact: 'standby.reached', radio: 'on' });
const enabling = after(standing, wantedNow('ready'), walked);
const enabled = after(enabling, ...passed('stand-by', 'apply-steps'));
const searching = after(enabled, heard(2));
const registered = after(
  searching,
  heard(1),
  { fact: 'radio.mode', mode: 'HSDPA' },
  { fact: 'signal.measured', dbm: -75, percent: 61 },
  ...passed('register'),
  { fact: 'carrier.chosen', carrier: 'three-uk', name: 'Three UK', plugin: 'three-uk', mccmnc: '23420' },
  ...passed('choose-carrier'),
);
const named = after(registered, operator);
const calling = after(named, wantedNow('online'), walked, planned);
const online = after(calling, ...linked);

/** Its life from plug to online, by what was reached last. */
export const life = {
  plugged,
  identified,
  open,
  standing,
  enabling,
  enabled,
  searching,
  registered,
  named,
  calling,
  online,
};

export const wantedOf = (level: 'standby' | 'ready' | 'online'): Wanted =>
  level === 'standby' ? { level, radio: 'on', overrides: {} } : { level, overrides: {} };

export const shown = (
  session: SessionState,
  more: { readonly face?: Partial<FaceModem>; readonly identity?: StickIdentity; readonly wanted?: Wanted } = {},
): ShownModem => ({
  behind: { path: '1-1', device: '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1' },
  view: { session, identity: more.identity ?? {}, wanted: more.wanted ?? wantedOf('ready') },
  face: { ...firstFace(0, 0), ...more.face },
});
