import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { createLedger, doors } from './ledger.js';

const fact = (t: number): Fact => ({ t, fact: 'online' });

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

  it('forgets what happened behind a cleared door and keeps what happened before it', () => {
    const ledger = createLedger();
    ledger.enter('detect');
    ledger.add(fact(1));
    ledger.enter('init/define-context');
    ledger.add(fact(2));
    ledger.enter('dial');
    ledger.add(fact(3));
    ledger.clear('init/define-context');
    expect(ledger.facts().map(({ t }) => t)).toEqual([1]);
    ledger.enter('init/define-context');
    ledger.add(fact(4));
    ledger.clear('dial');
    expect(ledger.facts().map(({ t }) => t)).toEqual([1, 4]);
  });

  it('stays small however long a link is up, and still knows where a door was entered', () => {
    const ledger = createLedger();
    for (let t = 0; t < 10_000; t += 1) ledger.add(fact(t));
    expect(ledger.facts().length).toBeLessThanOrEqual(4000);
    ledger.enter('dial');
    ledger.add(fact(-1));
    ledger.clear('dial');
    expect(ledger.facts().at(-1)?.t).toBe(9999);
  });

  it('knows every door once', () => {
    expect(new Set(doors).size).toBe(doors.length);
  });
});
