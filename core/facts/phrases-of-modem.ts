import type { PhrasesOf } from './phrase.js';
import { seconds } from './seconds.js';

/** What went over the modem's ports up to the dial command: its answers, SIM, radio, network and data context. */
export const phrasesOfModem: PhrasesOf<
  | `${'ports' | 'port' | 'at' | 'standby' | 'operator' | 'modem' | 'sim' | 'radio' | 'signal' | 'registration' | 'plan' | 'context'}.${string}`
  | 'carrier.chosen'
  | 'carrier.unknown'
> = {
  'ports.selected': ({ control, data }) =>
    control === data
      ? `USB interface ${control} was taken for commands and data`
      : `USB interface ${control} was taken for commands and ${data} for data`,
  'port.opened': ({ port, path }) => `USB interface ${port} was opened as ${path}`,
  'port.handed-over': ({ port, to }) => `USB interface ${port} was handed over to ${to}`,
  'port.closed': ({ port }) => `USB interface ${port} was closed`,
  'at.sent': ({ command }) => `The modem was asked ${command}`,
  'at.replied': ({ command, lines, result, ms }) =>
    result === 'timeout'
      ? `The modem did not answer ${command} within ${seconds(ms)}`
      : `The modem answered ${command} with ${[...lines, result].join(', ')}`,
  'at.unsolicited': ({ line }) => `The modem said ${line} unasked`,
  'modem.identified': ({ manufacturer, model, revision }) =>
    `The modem said it is ${words(manufacturer, model, revision) || 'nothing at all'}`,
  'sim.state': ({ state }) => `The SIM said ${state}`,
  'sim.retries': ({ pin, puk }) =>
    `The SIM had ${pin} PIN tries left${puk === undefined ? '' : ` and ${puk} PUK tries`}`,
  'sim.unlocked': () => 'The SIM took the PIN',
  'sim.read': ({ mccmnc }) => `The SIM said whose it is${mccmnc === undefined ? '' : `: network ${mccmnc}`}`,
  'standby.reached': ({ radio }) => `The modem stood by with its radio ${radio}`,
  'operator.named': ({ name, code }) => `The modem was on the network ${name ?? code ?? 'of an unknown name'}`,
  'radio.mode': ({ mode }) => `The radio was on ${mode}`,
  'signal.measured': ({ dbm, percent }) => `The signal was ${percent} %${dbm === undefined ? '' : ` (${dbm} dBm)`}`,
  'registration.changed': ({ domain, status, registered, roaming }) =>
    registered
      ? `The ${domains[domain]} network took the SIM${roaming ? ' as a roaming guest' : ''}`
      : `The ${domains[domain]} network ${refusals[status] ?? `gave registration status ${status}`}`,
  'carrier.chosen': ({ name, plugin, mccmnc }) => `The SIM's home ${mccmnc} is ${name}, known to plugin ${plugin}`,
  'carrier.unknown': ({ mccmnc }) => `No plugin knew the SIM's home ${mccmnc}`,
  'plan.resolved': ({ apn, number, attempt, of }) =>
    `The plan was to dial ${number.value} ${apn === undefined ? 'with no APN known' : apnOf(apn.value)}${of > 1 ? `, choice ${attempt} of ${of}` : ''}`,
  'context.defined': ({ cid, apn }) => `Data context ${cid} was defined ${apnOf(apn)}`,
  'context.refused': ({ cid, result }) => `The modem refused to store data context ${cid} (${result})`,
  'context.kept': ({ because }) => `The data contexts stored in the modem were left as they were: ${because}`,
  'context.listed': ({ cid, defined, apn }) =>
    defined
      ? `The modem had data context ${cid} defined${apn === undefined ? '' : ` ${apnOf(apn)}`}`
      : `The modem had no data context ${cid} defined`,
  'context.active': ({ cid, active }) => `Data context ${cid} was ${active ? 'active' : 'not active'}`,
  'modem.cause': ({ text }) => `The modem gave as the reason: ${text}`,
};

const words = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' ');

const domains = { circuit: 'voice', packet: 'data', eps: 'LTE' } as const;

/** Registration status as in TS 27.007, for those that are not "registered". */
const refusals: Readonly<Record<number, string>> = {
  0: 'was not being searched for',
  2: 'was still being searched for',
  3: 'denied the SIM',
  4: 'was out of reach',
};

const apnOf = (apn: string): string => (apn === '' ? "with the subscription's default APN" : `with APN ${apn}`);
