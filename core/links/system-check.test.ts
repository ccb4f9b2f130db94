import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reasonOf } from './check.js';
import { enterNetworkNamespace } from './network-namespace.js';
import { checkSystem } from './system-check.js';
import { openTun } from './tun-link.js';

const folder = mkdtempSync(join(tmpdir(), 'dialtone-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text = '', mode = 0o600): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};
const mighty = file('mighty', 'Name:\tnode\nCapEff:\t0000000000001000\n');
const weak = file('weak', 'Name:\tnode\nCapEff:\tffffffffffffefff\n');
const places = { tunDevice: '/dev/null', pppDevice: '/dev/null', programs: [folder], status: mighty };

const errnoOf = (path: string): string | undefined => {
  try {
    closeSync(openSync(path, 'r+'));
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
};

describe('checkSystem', () => {
  it('finds what is there', () => {
    file('pppd', '#!/bin/sh\n', 0o755);
    expect(checkSystem(places)).toEqual({
      tun: { ok: true },
      kernelPpp: { ok: true },
      pppd: { ok: true, program: join(folder, 'pppd') },
    });
  });

  it('says what is missing', () => {
    expect(
      checkSystem({ ...places, tunDevice: join(folder, 'tun'), pppDevice: mighty, programs: ['/nowhere'] }),
    ).toEqual({
      tun: { ok: false, because: `${join(folder, 'tun')} cannot be used (ENOENT)` },
      kernelPpp: { ok: false, because: `this kernel has no ${mighty}` },
      pppd: { ok: false, because: 'no pppd is installed' },
    });
  });

  // A device whose driver refuses: /dev/tty does in a process without a terminal, as this one is in most places.
  it.skipIf(errnoOf('/dev/tty') === undefined)('does not believe a node that cannot be opened', () => {
    const because = `/dev/tty cannot be used (${errnoOf('/dev/tty')})`;
    expect(checkSystem({ ...places, pppDevice: '/dev/tty' }).kernelPpp).toEqual({ ok: false, because });
  });

  it('says that an interface takes root', () => {
    const because = 'making a network interface takes root (CAP_NET_ADMIN)';
    for (const status of [weak, join(folder, 'none'), file('empty')]) {
      expect(checkSystem({ ...places, status }).tun).toEqual({ ok: false, because });
    }
  });

  it('tells the truth about this machine, and makes no interface', async () => {
    const inOwnNetwork = enterNetworkNamespace().ok;
    const { tun } = checkSystem();
    expect(readFileSync('/proc/net/dev', 'utf8')).not.toContain('dialtone');
    if (!inOwnNetwork) return;
    const opened = await openTun({ address: '10.9.3.2', peer: '10.9.3.1', mtu: 1500 }).catch(() => undefined);
    await opened?.close();
    expect(tun.ok).toBe(opened !== undefined);
  });
});
