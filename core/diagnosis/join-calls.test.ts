import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../facts/call-summary.js';
import type { FactOf } from '../facts/fact.js';
import { joinCalls } from './join-calls.js';

const call = (file: string, told: Partial<CallSummary>): FactOf<'call.summed'> => ({
  t: 1,
  fact: 'call.summed',
  dial: 'none',
  lcp: 'none',
  auth: 'none',
  ipcp: 'none',
  end: 'none',
  context: 'unknown',
  technology: 'unknown',
  ...told,
  at: { file, line: 1, text: file },
});
const ofDialler = call('wvdial', {
  dial: 'connect',
  lcp: 'opened',
  auth: 'passed',
  ipcp: 'no-address',
  context: 'none',
});
const ofPppd = call('syslog', { lcp: 'opened', auth: 'passed', ipcp: 'silent', end: 'failed', heldSeconds: 0 });

describe('a call in several logs', () => {
  it('is one call, of which each tells its part', () => {
    const [joined, ...more] = joinCalls([ofDialler, ofPppd]);
    expect(more).toEqual([]);
    expect(joined).toMatchObject({
      dial: 'connect',
      auth: 'passed',
      ipcp: 'silent',
      end: 'failed',
      context: 'none',
      heldSeconds: 0,
    });
    expect(joined?.seen?.map(({ file }) => file)).toEqual(['wvdial', 'syslog']);
  });

  it('is not the same where one came up and the other did not', () => {
    const calls = [ofDialler, call('syslog', { lcp: 'opened', ipcp: 'up' })];
    expect(joinCalls(calls)).toBe(calls);
  });

  it('alone stays as it is', () => {
    expect(joinCalls([ofPppd])).toEqual([ofPppd]);
    expect(joinCalls([])).toEqual([]);
  });
});
