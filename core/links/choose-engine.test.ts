import { describe, expect, it } from 'vitest';
import { chooseEngine } from './choose-engine.js';
import type { SystemCheck } from './system-check.js';

const yes = { ok: true } as const;
const all: SystemCheck = { tun: yes, kernelPpp: yes, pppd: { ok: true, program: '/usr/sbin/pppd' } };
const no = (because: string) => ({ ok: false, because }) as const;
const noKernel = { ...all, kernelPpp: no('this kernel has no /dev/ppp') };
const noPppd = { ...all, pppd: no('no pppd is installed') };

describe('chooseEngine', () => {
  it('takes pppd by itself where the kernel has PPP and the stick is real', () => {
    expect(chooseEngine('auto', all, 'real')).toEqual({
      ok: true,
      engine: 'pppd',
      because: 'the kernel has PPP',
      program: '/usr/sbin/pppd',
    });
  });

  it.each<[string, SystemCheck, 'real' | 'pseudo']>([
    ['this kernel has no /dev/ppp', noKernel, 'real'],
    ['no pppd is installed', noPppd, 'real'],
    ['a virtual stick on a pseudo terminal', all, 'pseudo'],
    ['a virtual stick on a pseudo terminal', noKernel, 'pseudo'],
  ])('takes its own by itself, since: %s', (because, system, ttys) => {
    expect(chooseEngine('auto', system, ttys)).toEqual({
      ok: true,
      engine: 'userspace',
      because,
      place: { kind: 'tun' },
    });
  });

  it('takes what it is asked for', () => {
    for (const ttys of ['real', 'pseudo'] as const) {
      expect(chooseEngine('pppd', all, ttys)).toMatchObject({ engine: 'pppd', because: 'asked for' });
      expect(chooseEngine('userspace', all, ttys)).toMatchObject({ engine: 'userspace', because: 'asked for' });
    }
  });

  it('stays in the process where it may not make an interface, and says why', () => {
    expect(chooseEngine('userspace', { ...all, tun: no('not root') }, 'real')).toMatchObject({
      place: { kind: 'in-process', because: 'not root' },
    });
  });

  it.each<[SystemCheck, 'real' | 'pseudo', string]>([
    [noKernel, 'real', 'this kernel has no /dev/ppp: run as root, after modprobe ppp_async, or use --engine userspace'],
    [noPppd, 'real', 'no pppd is installed: apt install ppp, or use --engine userspace'],
    [{ ...all, tun: no('only root may') }, 'pseudo', 'only root may: use --engine userspace'],
  ])('refuses pppd in one sentence that names what is missing and the remedy (%#)', (system, ttys, words) => {
    expect(chooseEngine('pppd', system, ttys)).toEqual({
      ok: false,
      because: `The engine pppd cannot run here, since ${words}.`,
    });
  });

  it('does not mind a missing TUN for a real stick: pppd needs none', () => {
    expect(chooseEngine('auto', { ...all, tun: no('no TUN') }, 'real')).toMatchObject({ engine: 'pppd' });
  });
});
