import { describe, expect, it } from 'vitest';
import { chooseEngine } from './choose-engine.js';
import type { SystemCheck } from './system-check.js';

const yes = { ok: true } as const;
const all: SystemCheck = { tun: yes, kernelPpp: yes, pppd: yes };
const no = (because: string) => ({ ok: false, because }) as const;

describe('chooseEngine', () => {
  it('takes userspace by itself, for a reason that holds on this machine', () => {
    const reasons = [
      all,
      { ...all, pppd: no('no pppd is installed') },
      { ...all, kernelPpp: no('this kernel has no /dev/ppp') },
    ];
    expect(reasons.map((system) => chooseEngine('auto', system).because)).toEqual([
      'this version of Dialtone runs PPP itself',
      'no pppd is installed',
      'this kernel has no /dev/ppp',
    ]);
  });

  it('stays in the process where it may not make an interface, and says why', () => {
    expect(chooseEngine('auto', all)).toMatchObject({ ok: true, engine: 'userspace', place: { kind: 'tun' } });
    expect(chooseEngine('userspace', { ...all, tun: no('not root') })).toEqual({
      ok: true,
      engine: 'userspace',
      because: 'asked for',
      place: { kind: 'in-process', because: 'not root' },
    });
  });

  it('refuses pppd in one sentence', () => {
    const choice = chooseEngine('pppd', all);
    expect(choice.ok).toBe(false);
    expect(choice.because).toMatch(/^[A-Z][^.]*\.$/);
  });
});
