import type { StageName } from '@dialtone/plugins';
import type { Learnt } from './learnt.js';

/** What a stage waits for now, in a few words; empty where it is over too soon to be read. */
export const doing = (stage: StageName, learnt: Learnt): string => now[stage]?.(learnt) ?? '';

const now: { readonly [S in StageName]?: (learnt: Learnt) => string | undefined } = {
  modeswitch: (learnt) => (learnt['modeswitch.sent'] && !learnt['usb.returned'] ? 'waiting for its return' : undefined),
  init: (learnt) => {
    if (!learnt['modem.identified']) return 'waking it up';
    if (!isReady(learnt)) return 'waiting for the SIM';
    return learnt['registration.changed'] ? 'choosing the APN' : 'looking for a network';
  },
  dial: (learnt) => (learnt['dial.connected'] ? undefined : 'calling'),
  ppp: (learnt) => {
    if (learnt['ppp.up']) return 'trying the link';
    if (learnt['ppp.auth-succeeded']) return 'waiting for an address';
    return learnt['ppp.lcp-opened'] ? 'logging in' : 'waiting for the far end';
  },
};

const isReady = (learnt: Learnt): boolean =>
  learnt['sim.unlocked'] !== undefined || learnt['sim.state']?.state === 'READY';
