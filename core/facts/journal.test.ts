import { describe, expect, it } from 'vitest';
import type { Fact } from './fact.js';
import { createJournal } from './journal.js';

const clock = { now: () => 5, schedule: () => expect.unreachable() };

describe('journal', () => {
  it('stamps a fact with its time and place, name first', () => {
    const journal = createJournal(clock);
    const fact = journal.report({ fact: 'sim.state', state: 'READY' }, { stick: '1-3', stage: 'init' });
    expect(JSON.stringify(fact)).toBe('{"t":0,"fact":"sim.state","stick":"1-3","stage":"init","state":"READY"}');
  });

  it('tells everybody in the same order, also of what somebody reports on hearing another fact', () => {
    const journal = createJournal(clock);
    const heard: Fact['fact'][] = [];
    journal.facts$.subscribe(({ fact }) => {
      if (fact === 'online') journal.report({ fact: 'walk.started' });
    });
    journal.facts$.subscribe(({ fact }) => heard.push(fact));
    journal.report({ fact: 'online' });
    expect(heard).toEqual(['online', 'walk.started']);
  });
});
