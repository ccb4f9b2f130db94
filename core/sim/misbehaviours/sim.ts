import { change, inMs, type Kind, seconds } from './kind.js';

/** On the card. */
export const simMisbehaviours: Readonly<Record<string, Kind>> = {
  'sim-absent': {
    sentence: 'There is no SIM in the stick.',
    apply: (one) => change(one, 'sim', { present: false }),
  },
  'sim-busy': {
    sentence: 'The SIM is busy for so long after each power-up.',
    takesValue: seconds,
    apply: (one, value) => change(one, 'sim', { busyMs: inMs(value) }),
  },
  'sim-pin': {
    sentence: 'The SIM wants this PIN; three wrong ones lock it.',
    takesValue: {
      called: 'PIN',
      needed: true,
      pattern: /^\d{4,8}$/,
      means: 'PIN is four to eight digits',
      samples: ['1234'],
    },
    apply: (one, value) => change(one, 'sim', { pin: value }),
  },
  'sim-puk': {
    sentence: 'The SIM has had three wrong PINs and wants its PUK.',
    apply: (one) => change(one, 'sim', { blocked: true }),
  },
};
