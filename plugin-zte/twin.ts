import type { Twin } from '@dialtone/plugins';
import { mf627Replies } from './at-replies.js';

/** The virtual MF627. What no trace shows is a model, and said to be one. */
export const mf627Twin: Twin = {
  source:
    'forum thread of May 2009 (ids, interfaces, which of them answer); field notes on ZTE firmware (the +ZUSIMR flood, what stops ' +
    'it, that it ends in a hang); AT answers: see at-replies. The delays and the length of the flood are a model.',
  arrivesAs: { vendor: '19d2', product: '2000' },
  switchedBy: 'eject',
  modem: { vendor: '19d2', product: '0031' },
  interfaces: [
    { number: 0, kind: 'serial', answers: 'nothing' },
    { number: 1, kind: 'serial', answers: 'at' },
    { number: 2, kind: 'storage', answers: 'nothing' },
    { number: 3, kind: 'serial', answers: 'data' },
  ],
  // Radio off by +CFUN=4, as ZTE's own power-down is: at 0 the SIM would be off as well, and a PIN could not be entered first.
  functionalityAtPowerUp: 4,
  replies: mf627Replies(),
  noise: [{ line: '+ZUSIMR:2', everyMs: 2000, silencedBy: '+CPMS?', hangsAfter: 40 }],
  modeReport: '+ZPASR: "{mode}"',
  delays: { commandMs: 20, reenumerateMs: 1000, registerMs: 4000, dialMs: 500 },
};
