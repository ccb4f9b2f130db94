import type { Personality } from '../personality.js';
import { change, inMs, type Kind, seconds } from './kind.js';

/** On the air: registration and contexts. */
export const networkMisbehaviours: Readonly<Record<string, Kind>> = {
  'reg-denied': {
    sentence: 'The network refuses the stick: always, or the first TIMES that the radio is switched on.',
    takesValue: {
      called: 'TIMES',
      needed: false,
      pattern: /^[1-9]\d{0,3}$/,
      means: 'TIMES is a whole number from 1 to 9999',
      samples: ['1'],
    },
    apply: (one, value) =>
      change(one, 'radio', { deniedTimes: value === undefined ? Number.POSITIVE_INFINITY : Number(value) }),
  },
  'reg-slow': {
    sentence: 'Registration takes so long.',
    takesValue: seconds,
    apply: (one, value) => ({ ...one, delays: { ...one.delays, registerMs: inMs(value) } }),
  },
  'no-coverage': {
    sentence: 'There is no network to be heard.',
    apply: (one) => change(one, 'radio', { covered: false }),
  },
  'cfun-off': {
    sentence: 'AT+CFUN=1 is answered with OK and the radio stays off.',
    apply: (one) => change(one, 'radio', { staysOff: true }),
  },
  'apn-only': {
    sentence: 'The network brings up no APN but this one.',
    takesValue: {
      called: 'APN',
      needed: true,
      pattern: /^[A-Za-z0-9._-]{0,100}$/,
      means: 'APN is at most 100 letters, digits, dots, dashes and underscores',
      samples: ['3internet'],
    },
    apply: (one, value = '') => ({ ...one, accepts: [value.toLowerCase()] }),
  },
  'cid-other': {
    sentence: 'The modem keeps context 1 for itself: it cannot be changed, and dialling it leads nowhere.',
    apply: withReservedContext,
  },
};

/** As sticks do that keep the operator's own service there. */
function withReservedContext(personality: Personality): Personality {
  return { ...personality, reserved: { cid: 1, apn: 'operator.reserved' } };
}
