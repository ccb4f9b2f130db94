import type { Twin } from '@dialtone/plugins';
import type { Personality } from '../personality.js';
import { change, type Kind } from './kind.js';

/** On the AT ports. */
export const atMisbehaviours: Readonly<Record<string, Kind>> = {
  'zusimr-flood': {
    sentence: 'The stick says +ZUSIMR:2 twenty times a second until AT+CPMS? is answered, and hangs if nobody asks.',
    apply: flooded,
  },
  'echo-on': {
    sentence: 'ATE0 is answered with OK and the echo stays on.',
    apply: (one) => change(one, 'at', { echoStuck: true }),
  },
  'half-lines': {
    sentence: 'Lines arrive in pieces of one to five bytes.',
    apply: (one) => change(one, 'at', { pieces: true }),
  },
  'swallow-first': {
    sentence: 'The first command on each port is ignored.',
    apply: (one) => change(one, 'at', { swallowsFirst: true }),
  },
  'late-reply': {
    sentence: 'The first AT+CPIN? is answered after six seconds.',
    apply: (one) => change(one, 'at', { lateReplyMs: 6000 }),
  },
  'stale-no-carrier': {
    sentence: 'An old NO CARRIER greets whoever opens a port.',
    apply: (one) => change(one, 'at', { greeting: '\r\nNO CARRIER\r\n' }),
  },
  'silent-port': {
    sentence: 'The data port never answers.',
    apply: (one) => change(one, 'at', { deafData: true }),
  },
  hung: {
    sentence: 'The modem answers nothing at all until a USB reset, or until it is unplugged.',
    apply: (one) => change(one, 'at', { hungAtFirst: true }),
  },
};

/** Where the twin has no such noise of its own, its length is that of thirty lines. */
const flood = { line: '+ZUSIMR:2', everyMs: 50, silencedBy: '+CPMS?', hangsAfter: 30 };

function flooded(personality: Personality): Personality {
  const noise = personality.twin.noise ?? [];
  const own = noise.find(isFlood);
  const twin: Twin = {
    ...personality.twin,
    noise: [...noise.filter((one) => !isFlood(one)), { ...flood, ...own, everyMs: flood.everyMs }],
  };
  return { ...personality, twin };
}

const isFlood = ({ line }: { readonly line: string }): boolean => line.startsWith('+ZUSIMR');
