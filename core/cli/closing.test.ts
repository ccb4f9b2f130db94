import { describe, expect, it } from 'vitest';
import type { OnlineVerdict } from '../facts/fact.js';
import { closing } from './closing.js';

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

describe('closing', () => {
  it('names the interface, says what is missing, and draws no virtual delays for a real stick', () => {
    expect(closing(online, { replies: 12 })).toBe(`\
Online after 4.2 s.
  address   10.0.0.2 on ppp0
  DNS       none
  APN       the subscription's default (as you asked)
  ping      no answer, names answered
  engine    pppd`);
  });

  it.each([
    [{ value: 'internet', from: 'remembered', plugin: 'three-uk' }, 'internet (remembered from last time, three-uk)'],
    [{ value: 'internet', from: 'remembered' }, 'internet (remembered from last time)'],
    [{ value: 'internet', from: 'device', plugin: 'zte' }, 'internet (from device plugin zte)'],
    [{ value: 'internet', from: 'source' }, 'internet (from what this system knows)'],
    [{ value: 'internet', from: 'config' }, 'internet (from the configuration)'],
    [{ value: 'internet', from: 'default' }, "internet (Dialtone's default)"],
  ] as const)('says who named the APN: %j', (apn, words) => {
    expect(closing({ ...online, apn }, { replies: 0 })).toContain(`APN       ${words}\n`);
  });

  it('paints moods where it is given colours', () => {
    const painted = closing(online, { replies: 0 }, (mood, text) => `<${mood}>${text}`);
    expect(painted).toMatch(/^<good>Online/);
    expect(
      closing(
        { online: false, stage: 'dial', causes: [], totalMs: 5 },
        { replies: 0 },
        (mood, text) => `<${mood}>${text}`,
      ),
    ).toMatch(/^<bad>Not online after 0.0 s: the walk ended in dial\./);
  });
});
