import { readFileSync } from 'node:fs';
import { asyncScheduler, firstValueFrom } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { answerEcho } from '../ppp/ip-packet.js';
import { enterNetworkNamespace } from './network-namespace.js';
import { tunAttach } from './tun-attach.js';

// In a namespace of this test file's process; who is not root gets neither it nor an interface.
const place = enterNetworkNamespace();
const attach = tunAttach({ clock: asyncScheduler, defaultRoute: true });
const link = { address: '10.9.2.2', peer: '10.9.2.1', mtu: 1500 };
const interfaces = () => readFileSync('/proc/net/dev', 'utf8').match(/dialtone\d+/g) ?? [];

describe('tunAttach', () => {
  it('gives a port that can be probed', async () => {
    const attached = firstValueFrom(attach({ ...link, dns: [] }));
    if (!place.ok) return expect(attached).rejects.toThrow(/could not be made \(E[A-Z]+\)$/);
    const port = await attached;
    port.packets$.subscribe((packet) => port.send(answerEcho(packet) ?? new Uint8Array()));
    expect(interfaces()).toEqual([port.interface]);
    expect(await firstValueFrom(port.probe(2000))).toEqual({ ok: true, names: false, rttMs: expect.any(Number) });
    await port.close();
    expect(interfaces()).toEqual([]);
  });

  it('asks the first name server where there is one', async () => {
    if (!place.ok) return expect(firstValueFrom(attach({ ...link, dns: [] }))).rejects.toThrow();
    const port = await firstValueFrom(attach({ ...link, dns: ['192.0.2.1', '192.0.2.2'] }));
    const asked = new Set<string>();
    port.packets$.subscribe((packet) => asked.add(`${packet[9]} ${packet.subarray(16, 20).join('.')}`));
    await firstValueFrom(port.probe(100));
    expect([...asked].sort()).toEqual(['1 192.0.2.1', '17 192.0.2.1', '17 192.0.2.2']);
    await port.close();
  });

  it('leaves nothing behind when nobody waits for it any more', async () => {
    attach({ ...link, dns: [] })
      .subscribe({ error: () => undefined })
      .unsubscribe();
    // Still opening, or refused; and then closing, which takes the kernel a moment.
    await Promise.resolve();
    await vi.waitFor(() => expect(interfaces()).toEqual([]));
  });
});
