import { describe, expect, it } from 'vitest';
import type { SessionState } from '../../facts/session-state.js';
import { isModem } from './is-modem.js';
import { after, life, shown, walked } from './mf627.test.helper.js';

const { plugged, identified } = life;
const locked = { fact: 'sim.state', state: 'SIM PIN' } as const;
const open = { fact: 'sim.state', state: 'READY' } as const;
const missing = { fact: 'walk.ended', exit: 'init.sim-missing' } as const;
const busy = { fact: 'walk.ended', exit: 'port-select.busy' } as const;
const pausing = { fact: 'recovery.exhausted', on: 'init.sim-missing', waitMs: 1 } as const;

describe('a stick is shown as a modem', () => {
  it.each<[string, SessionState, boolean]>([
    ['when its SIM has been asked', after(identified, locked), true],
    ['when it has none', after(identified, missing), true],
    [
      'when it refused to tell for want of a PIN',
      after(identified, { fact: 'walk.ended', exit: 'init.pin-required' }),
      true,
    ],
    ['when its SIM is never ready', after(identified, { fact: 'walk.ended', exit: 'init.sim-busy' }), true],
    ['not before', identified, false],
    ['when its open SIM has been read', after(identified, open, { fact: 'sim.read' }), true],
    ['not before its open SIM is read', after(identified, open), false],
    [
      'even so, when nobody could read it',
      after(identified, open, { fact: 'walk.ended', exit: 'init.no-reply' }, pausing),
      true,
    ],
    ['not without a port', { ...after(identified, locked), ports: [] }, false],
    ['not before it says who it is', after(plugged, locked), false],
    ['not while a later walk may still ask', after(plugged, busy, walked, locked), false],
    ['even so, when the walk ended before it was asked', after(plugged, missing, pausing), true],
  ])('%s', (_, session, is) => expect(isModem(shown(session).view)).toBe(is));
});
