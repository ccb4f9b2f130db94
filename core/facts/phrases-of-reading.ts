import type { CallSummary } from './call-summary.js';
import { flaws } from './flaws.js';
import type { PhrasesOf } from './phrase.js';
import { signs } from './signs/index.js';

/** What was read in the logs and configurations of others. */
export const phrasesOfReading: PhrasesOf<
  `${'run' | 'sign' | 'config' | 'call'}.${string}` | 'usb.described' | 'carrier.suspected'
> = {
  'run.started': ({ by }) => `${by} began to connect`,
  'sign.seen': ({ sign, detail }) => `${signs[sign]}${detail === undefined ? '' : ` (${detail})`}`,
  'config.read': ({ key, value }) => `${key} was set to ${value}`,
  'config.flaw': ({ flaw, line, better }) =>
    `${flaws[flaw]}: ${line}${better === undefined ? '' : `; better: ${better}`}`,
  'usb.described': ({ vendor, product, name, mode, driver }) =>
    `${name ?? 'A device'} was on the bus as ${vendor}:${product}${modes[mode]}${driver === undefined ? '' : `, driver ${driver}`}`,
  'carrier.suspected': ({ name, because }) => `The carrier was taken to be ${name}: ${because}`,
  'call.summed': (call) => `The call in short: ${steps(call)}`,
};

const modes = {
  storage: ', still a CD-ROM',
  modem: ', a modem',
  network: ', a network adapter',
  other: ', no modem',
  unknown: '',
} as const;

const steps = ({ dial, lcp, auth, ipcp, end }: CallSummary): string =>
  Object.entries({ dial, LCP: lcp, authentication: auth, IPCP: ipcp, end })
    .filter(([, how]) => how !== 'none')
    .map(([what, how]) => `${what} ${how}`)
    .join(', ') || 'nothing happened';
