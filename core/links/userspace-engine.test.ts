import { Observable, of, Subject, throwError, VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { ByteStream } from '../at/byte-stream.js';
import { limits } from '../pipeline/limits.js';
import type { PppLink } from '../pipeline/tools.js';
import { buildDnsAnswer, parseDnsQuery } from '../ppp/dns-message.js';
import { answerEcho, buildUdp, parseUdp } from '../ppp/ip-packet.js';
import type { PppServerConfig } from '../ppp/ppp-config.js';
import { openPpp, stepPpp } from '../ppp/ppp-machine.js';
import type { AttachedPort, EngineEvent, LinkAddress, UserspaceOptions } from './userspace-engine.js';
import { userspaceEngine } from './userspace-engine.js';

const random = (count: number): Uint8Array => new Uint8Array(count).fill(7);
const otherRandom = (count: number): Uint8Array => new Uint8Array(count).fill(9);

const network: PppServerConfig = {
  role: 'server',
  random: otherRandom,
  auth: 'chap',
  address: '10.20.30.40',
  peer: '10.64.64.64',
  dns: ['172.30.139.17', '172.31.139.17'],
};

interface Behind {
  /** How long the network takes to answer a packet. */
  readonly delayMs?: number;
  readonly echo?: boolean;
  readonly names?: boolean;
}

/** A call whose far end is our own server, answering at once; `written` is what the engine said. */
const virtualCall = (clock: VirtualTimeScheduler, config: PppServerConfig, behind: Behind = {}) => {
  const bytes$ = new Subject<Uint8Array>();
  const written: Uint8Array[] = [];
  let [state] = stepPpp(openPpp(config), { kind: 'open' });
  const answer = (packet: Uint8Array): Uint8Array | undefined =>
    (behind.echo === false ? undefined : answerEcho(packet)) ??
    (behind.names === false ? undefined : answerName(packet));
  const step = (input: Parameters<typeof stepPpp>[1]): void => {
    const [next, outputs] = stepPpp(state, input);
    state = next;
    for (const output of outputs) {
      if (output.kind === 'bytes') bytes$.next(output.bytes);
      const reply = output.kind === 'packet' ? answer(output.packet) : undefined;
      if (reply !== undefined) clock.schedule(() => step({ kind: 'packet', packet: reply }), behind.delayMs ?? 40);
    }
  };
  const data: ByteStream = {
    bytes$,
    write: (bytes) => {
      written.push(bytes);
      step({ kind: 'bytes', bytes });
    },
  };
  return { data, written, bytes$, step };
};

const answerName = (packet: Uint8Array): Uint8Array | undefined => {
  const asked = parseUdp(packet);
  const query = asked && parseDnsQuery(asked.payload);
  if (asked === undefined || query === undefined) return undefined;
  return buildUdp({
    source: asked.destination,
    destination: asked.source,
    sourcePort: asked.destinationPort,
    destinationPort: asked.sourcePort,
    payload: buildDnsAnswer(query),
  });
};

/** Runs the engine on a call and collects what it says. */
const start = (with_: {
  readonly config?: Partial<PppServerConfig>;
  readonly behind?: Behind;
  readonly attach?: UserspaceOptions['attach'];
}) => {
  const clock = new VirtualTimeScheduler();
  const call = virtualCall(clock, { ...network, ...with_.config }, with_.behind);
  const closes: (() => Promise<void>)[] = [];
  const said: { readonly t: number; readonly event: EngineEvent | 'completed' | 'failed' }[] = [];
  const engine = userspaceEngine({
    clock,
    limits,
    because: 'no /dev/ppp',
    random,
    defer: (close) => closes.push(close),
    ...(with_.attach === undefined ? {} : { attach: with_.attach }),
  });
  const say = (event: EngineEvent | 'completed' | 'failed'): void => void said.push({ t: clock.now(), event });
  const running = engine
    .run({ data: call.data, user: 'TIM', password: 'TIM', auth: ['chap'] })
    .subscribe({ next: say, complete: () => say('completed'), error: () => say('failed') });
  const until = (ms: number): void => {
    clock.maxFrames = ms;
    clock.flush();
  };
  const words = (): readonly string[] => said.map(({ event }) => (typeof event === 'string' ? event : event.kind));
  const link = (): PppLink => {
    const found = said.flatMap(({ event }) =>
      typeof event === 'object' && event.kind === 'link' ? [event.link] : [],
    )[0];
    if (found === undefined) throw new Error('there is no link');
    return found;
  };
  return { clock, call, closes, said, running, until, words, link };
};

describe('userspace engine in process', () => {
  it('brings a call up and hands out a link that answers', () => {
    const { words, link, clock, until } = start({});
    expect(words()).toEqual([
      'lcp-opened',
      'auth-started',
      'auth-succeeded',
      'ipcp-sent',
      'ipcp-offered',
      'ipcp-sent',
      'up',
      'link',
    ]);
    expect(link()).toMatchObject({ engine: 'userspace' });
    expect(link().interface).toBeUndefined();
    const probes: unknown[] = [];
    link()
      .probe(5_000)
      .subscribe((probe) => probes.push({ at: clock.now(), probe }));
    until(5_000);
    expect(probes).toEqual([{ at: 40, probe: { ok: true, rttMs: 40, names: true } }]);
  });

  const probed = (behind: Behind, config: Partial<PppServerConfig> = {}): unknown => {
    const { link, clock, until } = start({ behind, config });
    const probes: unknown[] = [];
    link()
      .probe(5_000)
      .subscribe((probe) => probes.push([clock.now(), probe]));
    until(20_000);
    return probes;
  };

  it('tells at the limit what did not answer', () => {
    expect(probed({ echo: false, names: false })).toEqual([[5_000, { ok: false, names: false }]]);
    expect(probed({ names: false })).toEqual([[5_000, { ok: true, rttMs: 40, names: false }]]);
    expect(probed({ echo: false })).toEqual([[5_000, { ok: true, names: true }]]);
  });

  it('pings the peer where there are no name servers', () => {
    expect(probed({}, { dns: [] })).toEqual([[40, { ok: true, rttMs: 40, names: false }]]);
  });

  it('asks IPCP again every 3 s and leaves the limit to the corridor', () => {
    const { said, until, words } = start({ config: { ipcp: 'silent', terminate: 'silent' } });
    until(60_000);
    const asked = said.flatMap(({ t, event }) =>
      typeof event === 'object' && event.kind === 'ipcp-sent' ? [[t, event.count]] : [],
    );
    expect(asked.slice(0, 4)).toEqual([
      [0, 1],
      [3_000, 2],
      [6_000, 3],
      [9_000, 4],
    ]);
    expect(asked).toHaveLength(21);
    expect(words()).not.toContain('ended');
  });

  it('completes after the line has gone', () => {
    const { call, words } = start({});
    call.bytes$.complete();
    expect(words().slice(-2)).toEqual(['ended', 'completed']);
  });

  it('completes after the peer has ended the link', () => {
    const { call, words, until } = start({});
    call.step({ kind: 'close' });
    until(5_000);
    expect(words().slice(-3)).toEqual(['terminate-received', 'ended', 'completed']);
  });
});

describe('the end of a run', () => {
  it('is deferred once, and done when the peer has answered', async () => {
    const { running, closes, call, until } = start({});
    const before = call.written.length;
    running.unsubscribe();
    expect(call.written).toHaveLength(before + 1);
    until(5_000);
    expect(closes).toHaveLength(1);
    await closes[0]?.();
  });

  it('takes two limits at most when nobody answers', async () => {
    const { running, closes, call, clock, until } = start({ config: { ipcp: 'silent', terminate: 'silent' } });
    const before = call.written.length;
    running.unsubscribe();
    const closed: string[] = [];
    const awaited = closes[0]?.().then(() => closed.push('closed'));
    until(2 * limits.terminate - 1);
    await Promise.resolve();
    expect(closed).toEqual([]);
    until(2 * limits.terminate);
    await awaited;
    expect([clock.now(), call.written.length - before]).toEqual([2 * limits.terminate, 2]);
    until(60_000);
    expect(call.written.length - before).toBe(2);
  });
});

describe('userspace engine with a kernel interface', () => {
  const fakePort = () => {
    const packets$ = new Subject<Uint8Array>();
    const received: Uint8Array[] = [];
    const seen: { addresses: LinkAddress[]; closed: number } = { addresses: [], closed: 0 };
    const port: AttachedPort = {
      interface: 'dialtone0',
      packets$,
      send: (packet) => received.push(packet),
      close: () => {
        seen.closed += 1;
        return Promise.resolve();
      },
      probe: () => of({ ok: true, names: true }),
    };
    const attach = (address: LinkAddress): Observable<AttachedPort> => {
      seen.addresses.push(address);
      return of(port);
    };
    return { attach, packets$, received, seen };
  };

  it('carries packets both ways and closes the port at the end', async () => {
    const { attach, packets$, received, seen } = fakePort();
    const { link, until, running, closes } = start({ attach });
    expect(seen.addresses).toEqual([
      { address: '10.20.30.40', peer: '10.64.64.64', mtu: 1500, dns: ['172.30.139.17', '172.31.139.17'] },
    ]);
    expect(link().interface).toBe('dialtone0');
    const query = buildUdp({
      source: '10.20.30.40',
      destination: '172.30.139.17',
      sourcePort: 5000,
      destinationPort: 53,
      payload: Uint8Array.of(0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1),
    });
    packets$.next(query);
    until(1_000);
    expect(received.map((packet) => parseUdp(packet)?.sourcePort)).toEqual([53]);
    running.unsubscribe();
    until(10_000);
    await closes[0]?.();
    expect(seen.closed).toBe(1);
  });

  it('passes on why there is no interface, after a polite end', () => {
    const { words, until } = start({ attach: () => throwError(() => new Error('no /dev/net/tun')) });
    until(10_000);
    expect(words().slice(-3)).toEqual(['up', 'ended', 'failed']);
  });
});
