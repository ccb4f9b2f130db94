import type { Rule } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { judgeCase } from './judge-case.js';

const rule = (cause: Rule['cause'], sign: string, confidence: number): Rule => ({
  cause,
  when: [{ fact: 'sign.seen', where: { sign } }],
  confidence,
  says: 'S.',
  remedy: 'R.',
});
const rules = [
  rule('port-busy', 'port-busy', 0.75),
  rule('pppd-bad-option', 'option-refused', 0.95),
  rule('no-carrier', 'no-carrier', 0.7),
  rule('modem-hangup', 'hung-up', 0.5),
  rule('healthy', 'call-connected', 0.8),
];
const started: Fact = { t: 0, fact: 'run.started', by: 'wvdial', level: 0 };
const sign = (name: 'port-busy' | 'option-refused' | 'no-carrier' | 'hung-up' | 'call-connected'): Fact => ({
  t: 1,
  fact: 'sign.seen',
  by: 'wvdial',
  sign: name,
});
const judged = (...files: readonly (readonly Fact[])[]) => {
  const { verdict, causes, symptoms } = judgeCase(files, rules);
  return [verdict, causes.map(({ id }) => id), symptoms.map(({ id }) => id)];
};

describe('a case', () => {
  it('is judged by its last run', () => {
    expect(judged([started, sign('port-busy'), started, sign('no-carrier')])).toEqual(['fault', ['no-carrier'], []]);
    expect(judged([started, sign('port-busy'), started, sign('call-connected')])).toEqual(['healthy', [], []]);
  });

  it('is judged by the run before where the last one proves nothing', () => {
    expect(judged([started, sign('port-busy'), started])).toEqual(['fault', ['port-busy'], []]);
    expect(judged([started, sign('port-busy'), started, sign('hung-up')])).toEqual(['fault', ['port-busy'], []]);
  });

  it('is judged by an earlier run that says far more clearly what is wrong, unless it went well since', () => {
    expect(judged([started, sign('option-refused'), started, sign('no-carrier')])).toEqual([
      'fault',
      ['pppd-bad-option'],
      [],
    ]);
    const mended = [started, sign('option-refused'), started, sign('call-connected'), started, sign('no-carrier')];
    expect(judged(mended)).toEqual(['fault', ['no-carrier'], []]);
  });

  it('joins what the files tell of one call, and names what follows from the cause', () => {
    expect(judged([started, sign('port-busy')], [started, sign('no-carrier')])).toEqual([
      'fault',
      ['port-busy'],
      ['no-carrier'],
    ]);
  });

  it('is undecided where nothing is proved, with the candidates', () => {
    expect(judged([started, sign('hung-up')])).toEqual(['undecided', ['modem-hangup'], []]);
    expect(judged([])).toEqual(['undecided', [], []]);
  });

  it('takes what stands before the first run for part of it, and pppd inside a dialler for the same run', () => {
    const pppd: Fact = { t: 2, fact: 'run.started', by: 'pppd', level: 1 };
    expect(judged([sign('port-busy'), started, sign('no-carrier'), pppd])).toEqual([
      'fault',
      ['port-busy'],
      ['no-carrier'],
    ]);
  });
});
