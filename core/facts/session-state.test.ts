import { describe, expect, it } from 'vitest';
import type { Door } from './doors.js';
import type { Fact, FactBody } from './fact.js';
import { fold, noSession, type SessionState } from './session-state.js';

const after = (...facts: readonly (FactBody & Partial<Pick<Fact, 'stage'>>)[]): SessionState =>
  facts.reduce((state, fact, t) => fold(state, { ...fact, t, stick: '1-3' } as Fact), noSession('1-3'));

const wanted = (level: 'off' | 'standby' | 'ready' | 'online', from?: Door): FactBody => ({
  fact: 'wanted.changed',
  level,
  ...(from === undefined ? {} : { from }),
});
const step = (name: string): FactBody => ({ fact: 'step.passed', step: name, ms: 1 });
const registered = ['wake', 'unlock-sim', 'read-sim', 'stand-by', 'apply-steps', 'register', 'choose-carrier'].map(
  step,
);
const up: readonly FactBody[] = [
  { fact: 'ppp.up', address: '10.0.0.2', peer: '10.64.64.64', dns: ['10.0.0.1'] },
  { fact: 'link.attached', engine: 'pppd', interface: 'dialtone0' },
];
const walked: FactBody = { fact: 'walk.started' };

describe('where a session stands', () => {
  it.each<[string, readonly FactBody[], SessionState['doing']]>([
    ['before anything', [], 'walking'],
    ['standing by', [wanted('standby'), walked, { fact: 'standby.reached', radio: 'on' }], 'standing-by'],
    ['on its way to ready', [wanted('ready'), walked, ...registered.slice(0, -1)], 'walking'],
    ['ready', [wanted('ready'), walked, ...registered], 'ready'],
    ['on its way to online', [wanted('online'), walked, ...registered], 'walking'],
    ['online', [wanted('online'), walked, ...registered, ...up, { fact: 'online' }], 'online'],
    [
      'ready again, with every door stamped',
      [wanted('online'), walked, ...registered, wanted('ready'), walked],
      'ready',
    ],
    [
      'a repair',
      [
        wanted('ready'),
        walked,
        { fact: 'walk.ended', exit: 'init.radio-off' },
        {
          fact: 'recovery.chosen',
          action: 'radio-cycle',
          on: 'init.radio-off',
          count: 1,
          upTo: 1,
          waitMs: 0,
          saidBy: 'core',
        },
      ],
      'repairing',
    ],
    [
      'the pause behind a round',
      [wanted('ready'), walked, { fact: 'recovery.exhausted', on: 'init.no-reply', waitMs: 1 }],
      'pausing',
    ],
    ['nothing wanted', [wanted('ready'), walked, ...registered, wanted('off')], 'resting'],
  ])('%s', (_, facts, doing) => {
    expect(after(...facts).doing).toBe(doing);
  });

  it('a link is there from its address to its end, whoever ends it', () => {
    const online = [wanted('online'), walked, ...registered, ...up, { fact: 'online' }] as const;
    expect(after(...online).link).toEqual({
      engine: 'pppd',
      interface: 'dialtone0',
      address: '10.0.0.2',
      peer: '10.64.64.64',
      dns: ['10.0.0.1'],
    });
    for (const end of [
      { fact: 'ppp.ended', because: 'test' },
      { fact: 'walk.ended', exit: 'ppp.hung-up' },
      { fact: 'usb.left', announced: false },
      wanted('ready'),
    ] satisfies FactBody[])
      expect(after(...online, end).link, end.fact).toBeUndefined();
  });

  it('what is known of a modem and its SIM outlives a walk, and a SIM that has gone does not', () => {
    const known = [
      { fact: 'modem.identified', model: 'MF627' },
      { fact: 'sim.state', state: 'SIM PIN' },
      { fact: 'sim.unlocked' },
      { fact: 'sim.read' },
    ] satisfies FactBody[];
    const failed: FactBody = { fact: 'walk.ended', exit: 'init.no-signal', detail: '+CSQ: 99' };
    expect(after(...known, failed, { fact: 'usb.left', announced: true })).toMatchObject({
      modem: { model: 'MF627' },
      sim: { state: 'READY', read: true, missing: false },
      lastExit: { exit: 'init.no-signal', detail: '+CSQ: 99' },
      steps: [],
      ports: [],
    });
    expect(after(...known, { fact: 'walk.ended', exit: 'init.sim-missing' }).sim).toEqual({
      missing: true,
      read: false,
    });
  });

  it('a verdict holds until something else is wanted', () => {
    const verdict = { fact: 'verdict', online: false, stage: 'ppp', causes: [], totalMs: 1 } as const;
    expect(after(verdict).verdict).toEqual({ online: false, stage: 'ppp', causes: [], totalMs: 1 });
    expect(after(verdict, wanted('ready')).verdict).toBeUndefined();
  });

  it('why it was last not online holds until it is, or has come further', () => {
    const failed = (stage: 'init' | 'ppp'): FactBody[] => [
      { fact: 'walk.ended', exit: 'ppp.ipcp-silent' },
      { fact: 'verdict', online: false, stage, causes: [], totalMs: 1 },
    ];
    const failure = { stage: 'ppp', causes: [], exit: { exit: 'ppp.ipcp-silent' } };
    const ready = [wanted('ready'), walked, ...registered];
    expect(after(...failed('ppp'), ...ready).lastFailure).toEqual(failure);
    expect(after(...failed('ppp'), wanted('online'), walked, { fact: 'online' }).lastFailure).toBeUndefined();
    expect(after(...failed('init'), wanted('ready'), walked).lastFailure).toBeDefined();
    expect(after(...failed('init'), ...ready).lastFailure).toBeUndefined();
    expect(after(...failed('init'), { fact: 'standby.reached', radio: 'on' }).lastFailure).toBeUndefined();
  });

  it('a repair that begins anew forgets the steps behind it, and no others', () => {
    const chosen = (action: 'redial' | 'radio-cycle' | 'usb-reset'): FactBody => ({
      fact: 'recovery.chosen',
      action,
      on: 'init.no-reply',
      count: 1,
      upTo: 1,
      waitMs: 0,
      saidBy: 'core',
    });
    const all = registered.map((one) => (one.fact === 'step.passed' ? one.step : ''));
    expect(after(...registered, chosen('redial')).steps).toEqual(all);
    expect(after(...registered, chosen('radio-cycle')).steps).toEqual(all.slice(0, -2));
    expect(after(...registered, chosen('usb-reset')).steps).toEqual([]);
    expect(after(...registered, wanted('standby', 'init/stand-by')).steps).toEqual(['wake', 'unlock-sim', 'read-sim']);
    expect(after(...registered, wanted('ready', 'init/register')).steps).toEqual(all.slice(0, -2));
    expect(after(...registered, wanted('online', 'init/define-context')).steps).toEqual(all);
    expect(after(...registered, wanted('ready', 'modeswitch')).steps).toEqual([]);
  });
});
