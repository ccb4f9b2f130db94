import { readdirSync } from 'node:fs';
import { asyncScheduler, firstValueFrom, toArray } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Probe } from '../facts/fact.js';
import { buildDnsAnswer, parseDnsQuery } from '../ppp/dns-message.js';
import { answerEcho, buildEcho, buildIpv4, buildUdp, parseEcho, parseIpv4, parseUdp } from '../ppp/ip-packet.js';
import { probeThroughInterface } from './kernel-probe.js';
import { enterNetworkNamespace } from './network-namespace.js';
import { openTun, type TunLink } from './tun-link.js';

// Root has the kernel's own network to probe, in a namespace of this test file's process. Nobody else may make one; then the probe must say that nothing came back.
const place = enterNetworkNamespace();
const ends = { address: '10.9.0.2', peer: '10.9.0.1', mtu: 1500 };
const question = { address: ends.address, target: ends.peer, dns: ['192.0.2.53', '192.0.2.54'], clock: asyncScheduler };

describe('kernel probe', () => {
  it('measures an echo and finds a name server', async () => {
    const probe = await probeOver(answerAll);
    if (!place.ok) return expect(probe).toEqual(nothing);
    expect(probe).toEqual({ ok: true, names: true, rttMs: expect.any(Number) });
    expect(probe.rttMs).toBeLessThan(1000);
  });

  it('asks again after a second', async () => {
    let lost = 0;
    const probe = await probeOver((packet) => (lost++ < 3 ? undefined : answerAll(packet)), 5000);
    if (!place.ok) return expect(probe).toEqual(nothing);
    expect(probe).toMatchObject({ ok: true, names: true });
    expect(probe.rttMs).toBeLessThan(900);
  });

  it('says that names work where pings are dropped', async () => {
    const probe = await probeOver(answerName);
    expect(probe).toEqual(place.ok ? { ok: true, names: true } : nothing);
  });

  it('says that no name server answers', async () => {
    const probe = await probeOver(answerEcho);
    expect(probe).toEqual(place.ok ? { ok: true, names: false, rttMs: expect.any(Number) } : nothing);
  });

  it('gives one result at the limit when nothing answers, and closes what it opened', async () => {
    const before = descriptors();
    const started = performance.now();
    expect(await probeOver(() => undefined)).toEqual(nothing);
    expect(performance.now() - started).toBeLessThan(place.ok ? limitMs + 500 : 500);
    expect(descriptors()).toEqual(before);
  });

  it('does not take what was said to others for an answer', async () => {
    const probe = await probeOver((packet) => otherEcho(packet) ?? dnsAnswer(packet, (id) => id ^ 0x8000));
    expect(probe).toEqual(nothing);
  });

  it('gives a result for an interface that is not there', async () => {
    const probes = probeThroughInterface({ ...question, interface: 'no-such0', limitMs });
    expect(await firstValueFrom(probes.pipe(toArray()))).toEqual([nothing]);
  });
});

const descriptors = () => readdirSync('/proc/self/fd').length;
const nothing = { ok: false, names: false };
const limitMs = 300;
let link: TunLink | undefined;
afterEach(() => link?.close());

/** Probes a link behind which `network` answers packets. */
const probeOver = async (network: (packet: Uint8Array) => Uint8Array | undefined, limit = limitMs): Promise<Probe> => {
  // No route leads to the name servers: the interface alone must be enough, as it is beside a host's own default route.
  const tun = place.ok ? await openTun(ends) : undefined;
  link = tun;
  tun?.packets$.subscribe((packet) => {
    const answer = network(packet);
    if (answer) tun.send(answer);
  });
  const probe$ = probeThroughInterface({ ...question, interface: tun?.interface ?? 'no-such0', limitMs: limit });
  const probes = await firstValueFrom(probe$.pipe(toArray()));
  await tun?.close();
  expect(probes).toHaveLength(1);
  return probes[0] ?? nothing;
};

const answerAll = (packet: Uint8Array) => answerEcho(packet) ?? answerName(packet);

/** A right answer to an echo that somebody else asked for. */
const otherEcho = (packet: Uint8Array): Uint8Array | undefined => {
  const ip = parseIpv4(answerEcho(packet) ?? packet);
  const echo = ip && parseEcho(ip.payload);
  return echo && buildIpv4({ ...ip, payload: buildEcho({ ...echo, data: new Uint8Array(16) }) });
};

const answerName = (packet: Uint8Array) =>
  parseIpv4(packet)?.protocol === 17 ? dnsAnswer(packet, (id) => id) : undefined;

const dnsAnswer = (packet: Uint8Array, idOf: (id: number) => number): Uint8Array | undefined => {
  const asked = parseUdp(packet);
  const query = asked && parseDnsQuery(asked.payload);
  if (asked === undefined || query?.name !== '.' || asked.destinationPort !== 53) return undefined;
  return buildUdp({
    source: asked.destination,
    destination: asked.source,
    sourcePort: 53,
    destinationPort: asked.sourcePort,
    payload: buildDnsAnswer({ ...query, id: idOf(query.id) }),
  });
};
