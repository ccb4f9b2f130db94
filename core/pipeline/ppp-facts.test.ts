import { describe, expect, it } from 'vitest';
import type { FactBody } from '../facts/fact.js';
import type { PppEvent } from '../ppp/ppp-event.js';
import { exitAfter, reportPppEvent } from './ppp-facts.js';
import { bench } from './stage-tools.test.helper.js';

const factsOf = (...events: readonly PppEvent[]): readonly FactBody[] => {
  const { tools, facts } = bench();
  for (const event of events) reportPppEvent(event, tools);
  return facts;
};

describe('what pppd says and how it ends', () => {
  it('are facts', () => {
    expect(
      factsOf(
        { kind: 'said', line: 'Modem hangup' },
        { kind: 'exited', status: 16, means: 'the modem hung up' },
        { kind: 'exited', signal: 'SIGKILL', means: 'it was ended by SIGKILL' },
      ),
    ).toEqual([
      { fact: 'pppd.said', line: 'Modem hangup' },
      { fact: 'pppd.exited', status: 16, means: 'the modem hung up' },
      { fact: 'pppd.exited', signal: 'SIGKILL', means: 'it was ended by SIGKILL' },
    ]);
  });

  it('decide nothing by themselves', () => {
    const said: PppEvent = { kind: 'said', line: 'x' };
    const exited: PppEvent = { kind: 'exited', status: 19, means: 'y' };
    expect(exitAfter([said, exited, { kind: 'ended', because: 'hung-up' }]).code).toBe('ppp.hung-up');
    expect(exitAfter([said, { kind: 'loopback' }, exited]).code).toBe('ppp.loopback');
  });
});
