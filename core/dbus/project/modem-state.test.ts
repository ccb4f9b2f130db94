import { describe, expect, it } from 'vitest';
import type { FactBody } from '../../facts/fact.js';
import type { SessionState } from '../../facts/session-state.js';
import type { Wanted } from '../../facts/wanted.js';
import type { FaceModem } from '../face-state.js';
import { after, heard, life, operator, planned, shown, walked, wantedNow, wantedOf } from './mf627.test.helper.js';
import { modemState } from './modem-state.js';

type Moment = readonly [name: string, session: SessionState, wanted: Wanted, face: Partial<FaceModem>, state: number];

const [standby, ready, online] = [wantedOf('standby'), wantedOf('ready'), wantedOf('online')];
const ended = (exit: 'ppp.hung-up' | 'init.sim-missing' | 'init.sim-busy' | 'init.pin-required'): FactBody => ({
  fact: 'walk.ended',
  exit,
});
const recovered = (action: 'redial' | 'radio-cycle' | 'modem-reset'): FactBody => ({
  fact: 'recovery.chosen',
  action,
  on: 'ppp.hung-up',
  count: 1,
  upTo: 1,
  waitMs: 0,
  saidBy: 'core',
});
const pausing: FactBody = { fact: 'recovery.exhausted', on: 'ppp.hung-up', waitMs: 1 };
const asks = (state: string): FactBody => ({ fact: 'sim.state', state });

const cycled = after(life.calling, ended('ppp.hung-up'), recovered('radio-cycle'), heard(2), walked);
const reset = after(
  life.calling,
  ended('ppp.hung-up'),
  recovered('modem-reset'),
  { fact: 'usb.left', announced: true },
  { fact: 'usb.returned', vendor: '19d2', product: '2000', ms: 1 },
  walked,
);
const died = after(life.online, ended('ppp.hung-up'));
const hungUp = after(life.online, { fact: 'ppp.ended', because: 'closed' }, wantedNow('ready'), walked);
const disabled = after(hungUp, wantedNow('standby'), walked, { fact: 'standby.reached', radio: 'off' });

const stateOf = (session: SessionState, wanted: Wanted, face: Partial<FaceModem>): number => {
  const modem = shown(session, { wanted, face });
  return modemState(modem.view, modem.face);
};

describe('the life of an MF627 in states of ModemManager', () => {
  it.each<Moment>([
    ['it is there, nobody enabled it', life.open, standby, {}, 3],
    ['it stands by', life.standing, standby, {}, 3],
    ['Enable: its init commands are sent', life.enabling, ready, { enabling: 'enabling' }, 5],
    ['it took them', life.enabled, ready, {}, 6],
    ['it looks for a network', life.searching, ready, {}, 7],
    ['it is registered, the network has not been asked who it is', life.registered, ready, {}, 7],
    ['it is registered', life.named, ready, {}, 8],
    ['Connect', life.named, ready, { call: 'connecting' }, 10],
    ['it dials', life.calling, online, { call: 'connecting' }, 10],
    ['it is hung up on, and dials again', after(died, recovered('redial'), walked), online, { call: 'connecting' }, 10],
    ['its radio is switched off and on for it', cycled, online, { call: 'connecting' }, 10],
    ['it is reset for it', reset, online, { call: 'connecting' }, 10],
    ['... and its SIM is locked again', after(reset, asks('SIM PIN')), online, { call: 'connecting' }, 10],
    ['its link is up', life.online, online, { call: 'connected' }, 11],
    ['its link died', died, online, { call: 'connected' }, 8],
    ['Disconnect', life.online, ready, { call: 'disconnecting' }, 9],
    ['it hung up', hungUp, ready, {}, 8],
    ['Disable', hungUp, ready, { enabling: 'disabling' }, 4],
    ['Disable while it is online', life.online, standby, {}, 4],
    ['it is disabled', disabled, standby, {}, 3],
    ['Enable again', after(disabled, wantedNow('ready'), walked), ready, {}, 5],
    ['nothing is wanted of it', after(disabled, wantedNow('off')), { level: 'off' }, {}, 3],
  ])('%s', (_, session, wanted, face, state) => expect(stateOf(session, wanted, face)).toBe(state));
});

describe('the state', () => {
  const { identified, open, enabled, searching, calling } = life;
  it.each<Moment>([
    ['is LOCKED before it may be disabled', after(identified, asks('SIM PIN')), standby, {}, 2],
    ['is LOCKED for a lock that ModemManager has no number for', after(open, asks('PH-SIM PUK')), ready, {}, 2],
    ['is LOCKED where the modem refused +CPIN? for it', after(identified, ended('init.pin-required')), ready, {}, 2],
    ['is not LOCKED by the second PIN', after(open, asks('SIM PIN2')), standby, {}, 3],
    [
      'is not LOCKED any more when the PIN was taken',
      after(open, asks('SIM PIN'), { fact: 'sim.unlocked' }),
      standby,
      {},
      3,
    ],
    ['is FAILED without a SIM', after(identified, ended('init.sim-missing')), standby, {}, -1],
    [
      'is not FAILED any more when one was put in',
      after(identified, ended('init.sim-missing'), asks('READY')),
      standby,
      {},
      3,
    ],
    [
      'is FAILED when the SIM went in a call',
      after(calling, ended('init.sim-missing')),
      online,
      { call: 'connecting' },
      -1,
    ],
    ['is FAILED when the SIM is never ready', after(identified, ended('init.sim-busy')), ready, {}, -1],
    ['is ENABLING while Connect enables', after(open, wantedNow('online')), online, { call: 'connecting' }, 5],
    ['is SEARCHING while Connect waits for a network', searching, online, { call: 'connecting' }, 7],
    ['falls below CONNECTING when it is disabled in a call', calling, standby, { call: 'connecting' }, 3],
    ['falls back to DISABLED when it could not be enabled', after(life.enabling, pausing), ready, {}, 3],
    ['stays ENABLED when it found no network', after(enabled, pausing), ready, {}, 6],
    [
      'is SEARCHING when voice alone is served',
      after(enabled, { ...heard(1), domain: 'circuit' }, heard(2), operator),
      ready,
      {},
      7,
    ],
    ['does not take a plan of an earlier call for a call', after(enabled, planned), ready, {}, 6],
  ])('%s', (_, session, wanted, face, state) => expect(stateOf(session, wanted, face)).toBe(state));
});
