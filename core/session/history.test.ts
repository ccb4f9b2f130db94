import { describe, expect, it } from 'vitest';
import { createHistory, type History } from './history.js';

const steadyMs = 100;
const redialled = (history: History) => history.note({ on: 'ppp.hung-up', action: 'redial', saidBy: 'core' });
const nextProfile = (history: History) =>
  history.note({ on: 'ppp.ipcp-silent', action: 'next-profile', saidBy: 'core' });

describe('history', () => {
  it('counts time from the loss of a link, and over all walks that never came up', () => {
    const history = createHistory(0, steadyMs);
    history.passed('init', 40);
    history.walkEnded(50);
    history.passed('dial', 10);
    history.arrived(60);
    expect([history.sinceMs(60), history.stages()]).toEqual([60, { init: 40, dial: 10 }]);
    history.walkEnded(1000);
    history.passed('dial', 10);
    expect([history.sinceMs(1010), history.stages()]).toEqual([10, { dial: 10 }]);
  });

  it('forgives the failures before a link that held, and not before one that dropped at once', () => {
    const history = createHistory(0, steadyMs);
    redialled(history);
    history.arrived(10);
    history.walkEnded(10 + steadyMs - 1);
    expect(history.tried()).toHaveLength(1);
    history.arrived(200);
    history.walkEnded(200 + steadyMs);
    expect(history.tried()).toEqual([]);
  });

  it('keeps the rounds of a link that never holds, so that the pauses grow', () => {
    const history = createHistory(0, steadyMs);
    history.arrived(10);
    history.walkEnded(20);
    history.endRound(30);
    history.arrived(40);
    history.walkEnded(50);
    history.endRound(60);
    expect(history.rounds()).toBe(2);
  });

  it('begins again with the best profile once one has worked: it is remembered as the best', () => {
    const history = createHistory(0, steadyMs);
    nextProfile(history);
    expect(history.profilesTried()).toBe(1);
    history.arrived(10);
    expect(history.profilesTried()).toBe(0);
  });

  it('allows everything again in the next round, and when something else is wanted', () => {
    const history = createHistory(0, steadyMs);
    redialled(history);
    nextProfile(history);
    history.endRound(10);
    expect([history.tried(), history.profilesTried(), history.rounds()]).toEqual([[], 0, 1]);
    nextProfile(history);
    history.startAnew(20);
    expect([history.tried(), history.profilesTried(), history.rounds(), history.sinceMs(25)]).toEqual([[], 0, 0, 5]);
  });
});
