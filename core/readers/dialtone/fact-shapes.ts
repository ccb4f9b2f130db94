import { exitCodes, type FactName } from '@dialtone/plugins';

type Kind = 'string' | 'number' | 'boolean' | 'list' | 'object' | readonly string[];

/** The fields that rules and sentences need of a fact; whoever lacks one of them is none of ours. */
export const factShapes: Readonly<Partial<Record<FactName, Readonly<Record<string, Kind>>>>> = {
  'usb.plugged': { vendor: 'string', product: 'string' },
  'usb.left': { announced: 'boolean' },
  'device.recognised': { device: 'string', model: 'string', plugin: 'string', candidates: 'number' },
  'port.opened': { port: 'number', path: 'string' },
  'at.sent': { port: 'number', command: 'string' },
  'at.replied': { port: 'number', command: 'string', lines: 'list', result: 'string', ok: 'boolean', ms: 'number' },
  'sim.state': { state: 'string' },
  'signal.measured': { percent: 'number' },
  'registration.changed': {
    domain: ['circuit', 'packet', 'eps'],
    status: 'number',
    registered: 'boolean',
    roaming: 'boolean',
  },
  'operator.named': {},
  'carrier.chosen': { carrier: 'string', name: 'string', plugin: 'string', mccmnc: 'string' },
  'carrier.unknown': { mccmnc: 'string' },
  'plan.resolved': { number: 'object', cid: 'object', carrierApns: 'list', attempt: 'number', of: 'number' },
  'context.defined': { cid: 'number', apn: 'string' },
  'context.refused': { cid: 'number', result: 'string' },
  'context.kept': { because: 'string' },
  'context.listed': { cid: 'number', defined: 'boolean' },
  'modem.cause': { text: 'string', decisive: 'boolean' },
  'dial.connected': { number: 'string', text: 'string' },
  'pppd.said': { line: 'string' },
  'pppd.exited': { means: 'string' },
  'ppp.lcp-opened': { auth: 'string', mru: 'number' },
  'ppp.auth-started': { protocol: 'string' },
  'ppp.auth-succeeded': { protocol: 'string' },
  'ppp.auth-refused': { protocol: 'string', message: 'string' },
  'ppp.ipcp-offered': { address: 'string', dns: 'list', placeholder: 'boolean' },
  'ppp.terminate-received': { message: 'string', up: 'boolean' },
  'ppp.silence-suspected': { ms: 'number', causes: 'list' },
  'ppp.up': { address: 'string', peer: 'string', dns: 'list' },
  online: {},
  'walk.started': {},
  'walk.ended': { exit: exitCodes },
};

export const hasShape = (value: Readonly<Record<string, unknown>>, shape: Readonly<Record<string, Kind>>): boolean =>
  Object.entries(shape).every(([field, kind]) => isOf(value[field], kind));

const isOf = (value: unknown, kind: Kind): boolean => {
  if (kind === 'list') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (kind === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof kind === 'string' ? typeof value === kind : kind.some((one) => one === value);
};
