import { describe, expect, it } from 'vitest';
import { type Door, doors } from '../facts/doors.js';
import type { Fact } from '../facts/fact.js';
import { createLedger, type Ledger, repairs } from './ledger.js';

const fact = (t: number): Fact => ({ t, fact: 'online' });
const times = (ledger: Ledger) => ledger.facts().map(({ t }) => t);
const pass = (ledger: Ledger, door: Door, t: number) => {
  ledger.enter(door);
  ledger.add(fact(t));
  ledger.set(door, {});
};

describe('ledger', () => {
  it('keeps a stamp until its door, or an earlier one, is cleared', () => {
    const ledger = createLedger();
    ledger.enter('init/wake');
    ledger.set('init/wake', { awake: true });
    ledger.clear('dial');
    expect(ledger.get('init/wake')).toEqual({ awake: true });
    ledger.clear('init/wake');
    expect(ledger.get('init/wake')).toBeUndefined();
  });

  it('reopens one door and keeps those behind it', () => {
    const ledger = createLedger();
    pass(ledger, 'port-select', 1);
    pass(ledger, 'init/wake', 2);
    ledger.reopen('port-select');
    expect([ledger.get('port-select'), ledger.get('init/wake')]).toEqual([undefined, {}]);
    expect(times(ledger)).toEqual([1, 2]);
  });

  it('forgets what happened behind a cleared door and keeps what happened before it, the plug included', () => {
    const ledger = createLedger();
    ledger.add(fact(0));
    pass(ledger, 'detect', 1);
    pass(ledger, 'init/define-context', 2);
    pass(ledger, 'dial', 3);
    ledger.clear('init/define-context');
    expect(times(ledger)).toEqual([0, 1]);
    pass(ledger, 'init/define-context', 4);
    ledger.clear('dial');
    expect(times(ledger)).toEqual([0, 1, 4]);
  });

  it('keeps what a step said while the one beside it, which is cleared, had begun', () => {
    const ledger = createLedger();
    ledger.enter('init/register');
    ledger.enter('init/define-context');
    ledger.add(fact(1), 'init/register');
    ledger.add(fact(2));
    ledger.set('init/register', {});
    ledger.clear('init/define-context');
    expect(times(ledger)).toEqual([1]);
  });

  it('forgets what happened in a door that was never passed, wherever the next walk begins', () => {
    const ledger = createLedger();
    pass(ledger, 'port-select', 1);
    ledger.enter('init/wake');
    ledger.add(fact(2));
    ledger.clear('dial');
    expect(times(ledger)).toEqual([1]);
  });

  it('holds what is told between two walks until the next time it is cleared', () => {
    const ledger = createLedger();
    pass(ledger, 'detect', 1);
    ledger.clear('dial');
    ledger.add(fact(2));
    expect(times(ledger)).toEqual([1, 2]);
    ledger.clear('dial');
    expect(times(ledger)).toEqual([1]);
  });

  it('keeps what was repaired from walk to walk, until the link is up or a new round begins', () => {
    for (const end of [(one: Ledger) => one.arrived(), (one: Ledger) => one.clear('detect')]) {
      const ledger = createLedger();
      pass(ledger, 'detect', 1);
      ledger.add(fact(2), repairs);
      ledger.clear('dial');
      ledger.add(fact(3), repairs);
      ledger.clear('modeswitch');
      expect(times(ledger)).toEqual([1, 2, 3]);
      end(ledger);
      expect(times(ledger).filter((t) => t > 1)).toEqual([]);
    }
  });

  it('stays small however long a link is up, and loses nothing of the way to it', () => {
    const ledger = createLedger();
    pass(ledger, 'init/define-context', -1);
    ledger.enter('ppp');
    for (let t = 0; t < 10_000; t += 1) ledger.add(fact(t));
    expect(ledger.facts().length).toBeLessThanOrEqual(4000);
    expect([times(ledger)[0], times(ledger).at(-1)]).toEqual([-1, 9999]);
  });

  it('knows every door once', () => {
    expect(new Set(doors).size).toBe(doors.length);
  });
});
