import { describe, expect, it } from 'vitest';
import type { OnlineVerdict, Verdict } from '../facts/fact.js';
import { type Circumstances, closing } from './closing.js';

const online: OnlineVerdict = {
  online: true,
  engine: 'pppd',
  interface: 'ppp0',
  address: '10.0.0.2',
  dns: [],
  apn: { value: '', from: 'request' },
  probe: { ok: true, names: true },
  stages: {},
  totalMs: 4210,
};

const text = (verdict: Verdict, around: Circumstances = { replies: 0 }): string =>
  closing(verdict, around)
    .map(({ head, text }) => `${head}${text}\n`)
    .join('');

describe('closing', () => {
  it('names the interface, says what is missing, and draws no virtual delays for a real stick', () => {
    expect(text(online, { replies: 12 })).toBe(`
Online after 4.2 s.
  address   10.0.0.2 on ppp0
  DNS       none
  APN       the subscription's default (as you asked)
  ping      no answer, names answered
  engine    pppd
`);
  });

  it.each([
    [{ value: 'internet', from: 'remembered', plugin: 'three-uk' }, 'internet (remembered from last time, three-uk)'],
    [{ value: 'internet', from: 'remembered' }, 'internet (remembered from last time)'],
    [{ value: 'internet', from: 'device', plugin: 'zte' }, 'internet (from device plugin zte)'],
    [{ value: 'internet', from: 'source' }, 'internet (from what this system knows)'],
    [{ value: 'internet', from: 'config' }, 'internet (from the configuration)'],
    [{ value: 'internet', from: 'default' }, "internet (Dialtone's default)"],
  ] as const)('says who named the APN: %j', (apn, words) => {
    expect(text({ ...online, apn })).toContain(`APN       ${words}\n`);
  });

  it('marks what is good, what is bad and what to do', () => {
    expect(closing(online, { replies: 0 })[1]).toMatchObject({ text: 'Online after 4.2 s.', mood: 'good' });
    const cause = {
      id: 'no-carrier',
      layer: 'dial',
      confidence: 0.8,
      says: 'It was refused.',
      remedy: 'Wait.',
      evidence: [],
    } as const;
    const lines = closing({ online: false, stage: 'dial', causes: [cause], totalMs: 5 }, { replies: 0 });
    expect(lines[1]).toMatchObject({ text: 'Not online after 0.0 s: the walk ended in dial.', mood: 'bad' });
    expect(lines.at(-1)).toMatchObject({ head: '  remedy    ', text: 'Wait.', mood: 'heading' });
  });
});
