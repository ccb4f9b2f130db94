import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, freshDecoder, plainFraming } from './hdlc.js';
import type { PppServerConfig } from './ppp-config.js';
import type { PppInput, PppOutput } from './ppp-link.js';
import { openPpp, stepPpp } from './ppp-machine.js';
import {
  clientConfig,
  decodeFrames,
  eventsOf,
  hex,
  kinds,
  seeded,
  serverConfig,
  toHex,
  twoEnds,
} from './two-ends.test.helper.js';

const lcpFrame = (packet: string): Uint8Array => encodeFrame({ protocol: 0xc021, payload: hex(packet) }, plainFraming);

/** What an end sent, as `protocol:packet` in hexadecimal. */
const sentBy = (sent: readonly Uint8Array[]): readonly string[] =>
  sent.flatMap((bytes) =>
    decodeFrames(freshDecoder, bytes, 0).frames.map(
      ({ protocol, payload }) => `${protocol.toString(16)}:${toHex(payload)}`,
    ),
  );

describe('a call that works', () => {
  it('goes from LCP over CHAP to an address', () => {
    const { client, server, begin } = twoEnds();
    begin();
    expect(client.events.map(({ event }) => event)).toEqual([
      { kind: 'lcp-opened', auth: 'chap', mru: 1500 },
      { kind: 'auth-started', protocol: 'chap' },
      { kind: 'auth-succeeded', protocol: 'chap' },
      { kind: 'ipcp-sent', count: 1 },
      {
        kind: 'ipcp-offered',
        address: '10.20.30.40',
        dns: ['172.30.139.17', '172.31.139.17'],
        placeholder: false,
      },
      { kind: 'ipcp-sent', count: 1 },
      {
        kind: 'up',
        address: '10.20.30.40',
        peer: '10.64.64.64',
        dns: ['172.30.139.17', '172.31.139.17'],
        mtu: 1500,
      },
    ]);
    expect(eventsOf(server, 'up')).toMatchObject([{ address: '10.64.64.64', peer: '10.20.30.40' }]);
  });

  it('says first what every pppd says first, and a silent server nothing before', () => {
    const { client, server, give } = twoEnds({ random: () => hex('01020304') });
    give(server, { kind: 'open' });
    expect(server.sent).toEqual([]);
    give(client, { kind: 'open' });
    expect(toHex(client.sent[0] ?? hex(''))).toContain(
      '7eff7d23c0217d217d217d207d347d227d267d207d207d207d207d257d267d217d227d237d247d277d227d287d22',
    );
  });

  it('answers the challenge of RFC 1994 with the digest that md5sum gives', () => {
    const [opened] = stepPpp(openPpp({ ...clientConfig, random: () => hex('01020304') }), { kind: 'open' });
    const ask = lcpFrame('01 05 00 09 03 05 c2 23 05');
    const acknowledge = lcpFrame('02 01 00 14 02 06 00 00 00 00 05 06 01 02 03 04 07 02 08 02');
    const [asked] = stepPpp(opened, { kind: 'bytes', bytes: ask });
    const [ready, began] = stepPpp(asked, { kind: 'bytes', bytes: acknowledge });
    expect(began).toContainEqual({ kind: 'event', event: { kind: 'auth-started', protocol: 'chap' } });
    const challenge = encodeFrame({ protocol: 0xc223, payload: hex('01 2a 00 09 04 de ad be ef') }, plainFraming);
    const [, answered] = stepPpp(ready, { kind: 'bytes', bytes: challenge });
    // printf '\x2aTIM\xde\xad\xbe\xef' | md5sum
    expect(sentBy(bytesOf(answered))).toEqual([`c223:022a001810178dc5ae2a4847ae371a7d8e3e42969d54494d`]);
  });

  const sides = fc.record({
    client: fc.record({
      mru: fc.constantFrom(576, 1500),
      asyncmap: fc.constantFrom(0, 0x000a0000, 0x20a0000, 0xffffffff),
      compression: fc.boolean(),
    }),
    server: fc.record({
      auth: fc.constantFrom('none', 'pap', 'chap'),
      mru: fc.constantFrom(576, 1500),
      asyncmap: fc.constantFrom(0, 0x000a0000, 0xffffffff),
      compression: fc.boolean(),
      silent: fc.boolean(),
      credentials: fc.constant({ kind: 'exact', user: 'TIM', password: 'TIM' } as const),
    }),
    seed: fc.nat(),
    noise: fc.uint8Array({ maxLength: 6 }),
  });

  it('works for every authentication, packet size, asyncmap and compression, however the line cuts and whatever stands between', () => {
    fc.assert(
      fc.property(sides, ({ client: clientWith, server: serverWith, seed, noise }) => {
        const random = seeded(seed);
        // A line may put flags and text between frames; what it puts before a flag is a broken frame and nothing more.
        const wire = (bytes: Uint8Array): Uint8Array[] => cut(Uint8Array.from([...noise, ...bytes]), random);
        const ends = twoEnds(clientWith, { ...serverWith, random: seeded(seed + 1) }, wire);
        ends.begin();
        ends.run(10_000);
        expect(kinds(ends.client)).toContain('up');
        expect(kinds(ends.server)).toContain('up');
        expect(eventsOf(ends.client, 'up')[0]?.mtu).toBe(serverWith.mru);
        expect(eventsOf(ends.client, 'auth-succeeded').length).toBe(serverWith.auth === 'none' ? 0 : 1);
        const packet = random(500);
        ends.give(ends.client, { kind: 'packet', packet });
        ends.give(ends.server, { kind: 'packet', packet });
        expect(ends.server.packets.map(toHex)).toEqual([toHex(packet)]);
        expect(ends.client.packets.map(toHex)).toEqual([toHex(packet)]);
      }),
      { numRuns: 60 },
    );
  });

  it('comes up or ends when frames get lost, and never just stays', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('none', 'pap', 'chap'), (seed, auth) => {
        const random = seeded(seed);
        const wire = (bytes: Uint8Array): Uint8Array[] => ((random(1)[0] ?? 0) < 64 ? [] : [bytes]);
        const ends = twoEnds({}, { auth, random: seeded(seed + 1) }, wire);
        ends.begin();
        // A server that has given up says nothing any more: then it is the client's echoes that tell.
        ends.run(600_000);
        expect(kinds(ends.client).filter((kind) => kind === 'up' || kind === 'ended')).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('sends no packet before IP is up, nor one that is too long', () => {
    const { client, server, give, begin } = twoEnds({}, { mru: 576 });
    give(client, { kind: 'packet', packet: new Uint8Array(20) });
    begin();
    give(client, { kind: 'packet', packet: new Uint8Array(577) });
    expect(server.packets).toEqual([]);
    give(client, { kind: 'packet', packet: new Uint8Array(576) });
    expect(server.packets).toHaveLength(1);
  });
});

describe('authentication', () => {
  it('refuses a method by name and takes the other one', () => {
    const { client, begin } = twoEnds({ auth: ['pap'] }, { auth: 'chap' });
    begin();
    expect(eventsOf(client, 'lcp-opened')).toMatchObject([{ auth: 'pap' }]);
    expect(kinds(client)).toContain('up');
  });

  it('rejects all of it when nothing but none is allowed, which Three takes', () => {
    const { client, begin } = twoEnds({ auth: ['none'] }, { auth: 'chap' });
    begin();
    expect(eventsOf(client, 'lcp-opened')).toMatchObject([{ auth: 'none' }]);
    expect(kinds(client)).toContain('up');
  });

  it.each(['pap', 'chap'] as const)('tells what the peer says when it refuses (%s), and ends', (auth) => {
    const { client, begin, run } = twoEnds({}, { auth, credentials: { kind: 'refuse', message: 'No\u001b[2J way' } });
    begin();
    run(5_000);
    expect(eventsOf(client, 'auth-refused')).toEqual([{ kind: 'auth-refused', protocol: auth, message: 'No?[2J way' }]);
    expect(eventsOf(client, 'ended')).toEqual([{ kind: 'ended', because: 'failed' }]);
  });

  it.each(['pap', 'chap'] as const)('does not pass with a wrong password (%s)', (auth) => {
    const credentials = { kind: 'exact', user: 'TIM', password: 'other' } as const;
    const { client, begin } = twoEnds({}, { auth, credentials });
    begin();
    expect(kinds(client)).toContain('auth-refused');
    expect(kinds(client)).not.toContain('up');
  });

  it('gives up when the peer asks for authentication and then says nothing', () => {
    const deaf = twoEnds({}, { auth: 'pap', restartMs: 60_000 }, (bytes) =>
      toHex(bytes).startsWith('7ec023') ? [] : [bytes],
    );
    deaf.begin();
    deaf.run(60_000);
    expect(eventsOf(deaf.client, 'auth-refused')).toMatchObject([{ message: 'no answer' }]);
    expect(kinds(deaf.client).at(-1)).toBe('ended');
  });
});

describe("the story's network", () => {
  it('lets LCP and CHAP pass, then answers neither IPCP nor Terminate', () => {
    const { client, begin, run, give, now } = twoEnds({}, { ipcp: 'silent', terminate: 'silent' });
    begin();
    run(10_000);
    expect(kinds(client)).toEqual([
      'lcp-opened',
      'auth-started',
      'auth-succeeded',
      'ipcp-sent',
      'ipcp-sent',
      'ipcp-sent',
      'ipcp-sent',
    ]);
    expect(eventsOf(client, 'ipcp-sent').map(({ count }) => count)).toEqual([1, 2, 3, 4]);
    const before = client.sent.length;
    give(client, { kind: 'close' });
    run(1_999);
    expect(kinds(client)).not.toContain('ended');
    run(1);
    expect(client.events.at(-1)).toEqual({ t: now(), event: { kind: 'ended', because: 'closed' } });
    expect(sentBy(client.sent.slice(before)).map((frame) => frame.slice(0, 7))).toEqual(['c021:05', 'c021:05']);
    expect([...client.timers.keys()]).toEqual([]);
  });

  it('is asked for as long as the corridor likes, or up to a limit', () => {
    const patient = twoEnds({ echo: 'off' }, { ipcp: 'silent' });
    patient.begin();
    patient.run(300_000);
    expect(eventsOf(patient.client, 'ipcp-sent').at(-1)?.count).toBe(101);
    const brief = twoEnds({ ipcpMaxConfigure: 10 }, { ipcp: 'silent' });
    brief.begin();
    brief.run(35_000);
    expect(eventsOf(brief.client, 'ipcp-failed')).toEqual([{ kind: 'ipcp-failed', because: 'no-address' }]);
    expect(kinds(brief.client).at(-1)).toBe('ended');
  });
});

describe('IPCP', () => {
  it('never takes placeholder name servers, asks again every second, and says no-address in the end', () => {
    const { client, begin, run } = twoEnds({}, { ipcp: 'placeholder' });
    begin();
    run(3_500);
    expect(client.events.filter(({ event }) => event.kind === 'ipcp-offered').map(({ t }) => t)).toEqual([
      0, 1_000, 2_000, 3_000,
    ]);
    expect(eventsOf(client, 'ipcp-offered')[0]).toEqual({
      kind: 'ipcp-offered',
      address: '0.0.0.0',
      dns: ['10.11.12.13', '10.11.12.14'],
      placeholder: true,
    });
    expect(eventsOf(client, 'ipcp-sent').every(({ count }) => count === 1)).toBe(true);
    run(60_000);
    expect(eventsOf(client, 'ipcp-offered')).toHaveLength(30);
    expect(kinds(client).slice(-2)).toEqual(['ipcp-failed', 'ended']);
    expect(eventsOf(client, 'ipcp-failed')).toEqual([{ kind: 'ipcp-failed', because: 'no-address' }]);
    expect(kinds(client)).not.toContain('up');
  });

  it('takes the real values once the placeholders have gone', () => {
    const { client, begin, run } = twoEnds({}, { ipcp: { placeholders: 12 } });
    begin();
    run(12_000);
    expect(eventsOf(client, 'ipcp-offered').filter(({ placeholder }) => placeholder)).toHaveLength(12);
    expect(eventsOf(client, 'up')).toMatchObject([{ address: '10.20.30.40', dns: serverConfig.dns }]);
  });

  it('calls it a dispute when every address that was named is refused', () => {
    const { client, begin, run } = twoEnds({}, { ipcp: 'conflict' });
    begin();
    run(5_000);
    expect(eventsOf(client, 'ipcp-failed')).toEqual([{ kind: 'ipcp-failed', because: 'rejected' }]);
    expect(eventsOf(client, 'ended')).toEqual([{ kind: 'ended', because: 'failed' }]);
  });

  it('does without name servers that the network rejects', () => {
    const { client, begin } = twoEnds({}, { dns: [] });
    begin();
    expect(eventsOf(client, 'up')).toMatchObject([{ address: '10.20.30.40', dns: [] }]);
  });

  /** A client right behind LCP with no authentication, and what it says to what a network sends it at IPCP. */
  const atIpcp = (packets: readonly string[]): readonly PppOutput[] => {
    const ends = twoEnds({}, { auth: 'none', ipcp: 'silent' });
    ends.begin();
    return packets.flatMap((packet) => {
      const bytes = encodeFrame({ protocol: 0x8021, payload: hex(packet) }, plainFraming);
      const [state, outputs] = stepPpp(ends.client.state, { kind: 'bytes', bytes });
      ends.client.state = state;
      return outputs;
    });
  };

  it('rejects VJ, and what a network might want to be told', () => {
    expect(sentBy(bytesOf(atIpcp(['01 07 00 16 03 06 0a 40 40 40 02 06 00 2d 0f 01 81 06 00 00 00 00'])))).toEqual([
      '8021:04070010020600' + '2d0f01810600000000',
    ]);
  });

  it('does not mind a peer without a name', () => {
    const outputs = atIpcp([
      '01 07 00 04',
      '03 01 00 16 03 06 0a 01 02 03 81 06 08 08 08 08 83 06 08 08 08 08',
      '02 02 00 16 03 06 0a 01 02 03 81 06 08 08 08 08 83 06 08 08 08 08',
    ]);
    expect(outputs).toContainEqual({
      kind: 'event',
      event: { kind: 'up', address: '10.1.2.3', peer: '10.64.64.64', dns: ['8.8.8.8'], mtu: 1500 },
    });
  });

  it('has no address when the network acknowledges 0.0.0.0, or rejects the question', () => {
    const all = '03 06 00 00 00 00 81 06 00 00 00 00 83 06 00 00 00 00';
    const failed = (because: 'no-address' | 'rejected') => ({ kind: 'event', event: { kind: 'ipcp-failed', because } });
    expect(atIpcp(['01 07 00 04', `02 01 00 16 ${all}`])).toContainEqual(failed('no-address'));
    expect(atIpcp(['04 01 00 0a 03 06 00 00 00 00'])).toContainEqual(failed('rejected'));
  });

  it('says that there is no address when a network corrects without ever naming one', () => {
    const naks = Array.from({ length: 10 }, (_, at) => `03 0${(at + 1).toString(16)} 00 0a 03 06 00 00 00 00`);
    expect(atIpcp(naks)).toContainEqual({ kind: 'event', event: { kind: 'ipcp-failed', because: 'no-address' } });
  });

  it('takes no acknowledgement of what it did not ask', () => {
    const outputs = atIpcp(['01 07 00 04', '02 01 00 0a 03 06 0a 01 02 03', '02 09 00 04']);
    expect(outputs.filter(({ kind }) => kind === 'event')).toEqual([]);
  });

  it('ends with the peer when the network ends IPCP alone', () => {
    const outputs = atIpcp(['05 09 00 04']);
    expect(outputs).toContainEqual({ kind: 'event', event: { kind: 'terminate-received', message: '', up: false } });
    expect(sentBy(bytesOf(outputs)).map((frame) => frame.slice(0, 7))).toEqual(['8021:06', 'c021:05']);
  });
});

describe('LCP', () => {
  it('gives up after ten requests into silence', () => {
    const { client, give, run, now } = twoEnds({}, {}, () => []);
    give(client, { kind: 'open' });
    run(30_000);
    expect(client.sent).toHaveLength(10);
    expect(client.events).toEqual([
      { t: now(), event: { kind: 'lcp-silent', requests: 10 } },
      { t: now(), event: { kind: 'ended', because: 'failed' } },
    ]);
  });

  it('knows its own voice on a line that echoes', () => {
    let state = openPpp(clientConfig);
    const events: string[] = [];
    let line: readonly Uint8Array[] = [];
    const step = (input: PppInput): void => {
      const [next, outputs] = stepPpp(state, input);
      state = next;
      line = [...line, ...bytesOf(outputs)];
      events.push(...outputs.flatMap((output) => (output.kind === 'event' ? [output.event.kind] : [])));
    };
    step({ kind: 'open' });
    for (let turn = 0; turn < 20 && line.length > 0; turn++) {
      const [bytes, ...rest] = line;
      line = rest;
      if (bytes !== undefined) step({ kind: 'bytes', bytes });
    }
    expect(events).toEqual(['loopback', 'ended']);
  });

  it('ends a link whose peer has fallen silent after four echoes', () => {
    let cutOff = false;
    const { client, begin, run, now } = twoEnds({}, {}, (bytes) => (cutOff ? [] : [bytes]));
    begin();
    run(300_000);
    expect(kinds(client).at(-1)).toBe('up');
    cutOff = true;
    const from = now();
    run(200_000);
    expect(client.events.slice(-2)).toEqual([
      { t: from + 150_000, event: { kind: 'echo-lost', unanswered: 4 } },
      { t: from + 152_000, event: { kind: 'ended', because: 'failed' } },
    ]);
  });

  it('holds traffic for a sign of life', () => {
    let mute = false;
    const ends = twoEnds({}, {}, (bytes) => (mute && toHex(bytes).startsWith('7eff7d23c021') ? [] : [bytes]));
    ends.begin();
    mute = true;
    for (let turn = 0; turn < 20; turn++) {
      ends.run(20_000);
      ends.give(ends.server, { kind: 'packet', packet: new Uint8Array(20) });
    }
    expect(kinds(ends.client)).not.toContain('echo-lost');
  });

  it('asks for no echo where it is told not to', () => {
    const { client, begin, run } = twoEnds({ echo: 'off' });
    begin();
    const before = client.sent.length;
    run(600_000);
    expect(client.sent).toHaveLength(before);
  });

  it('tells who ends the link, and whether it had been up', () => {
    const late = twoEnds();
    late.begin();
    late.give(late.server, { kind: 'close' });
    late.run(5_000);
    expect(late.client.events.map(({ event }) => event).slice(-2)).toEqual([
      { kind: 'terminate-received', message: '', up: true },
      { kind: 'ended', because: 'peer' },
    ]);
    const early = twoEnds({}, { ipcp: 'silent' });
    early.begin();
    early.give(early.server, { kind: 'close' });
    early.run(5_000);
    expect(eventsOf(early.client, 'terminate-received')).toMatchObject([{ up: false }]);
    expect(eventsOf(early.client, 'ended')).toEqual([{ kind: 'ended', because: 'peer' }]);
  });

  it('ends at once when it is over anyway', () => {
    const { client, begin, give } = twoEnds();
    begin();
    give(client, { kind: 'lost' });
    expect(client.events.at(-1)?.event).toEqual({ kind: 'ended', because: 'hung-up' });
    expect([...client.timers.keys()]).toEqual([]);
    const sent = client.sent.length;
    give(client, { kind: 'open' });
    give(client, { kind: 'bytes', bytes: lcpFrame('09 01 00 08 00 00 00 00') });
    expect(client.sent).toHaveLength(sent);
  });

  it('ends at once before it has begun', () => {
    const { client, give } = twoEnds();
    give(client, { kind: 'close' });
    expect(kinds(client)).toEqual(['ended']);
  });

  it('comes up again when the peer begins anew', () => {
    const { client, server, begin, give, run } = twoEnds();
    begin();
    server.state = openPpp({ ...serverConfig, silent: false });
    server.timers.clear();
    give(server, { kind: 'open' });
    run(10_000);
    expect(kinds(client).filter((kind) => kind === 'up')).toHaveLength(2);
    expect(kinds(client)).not.toContain('ended');
  });
});

describe('protocols that we do not speak', () => {
  /** A client that is up, and what it does with a frame. */
  const whenUp = (protocol: number, packet: string): readonly [readonly string[], readonly PppOutput[]] => {
    const { client, begin } = twoEnds();
    begin();
    const bytes = encodeFrame({ protocol, payload: hex(packet) }, plainFraming);
    const [, outputs] = stepPpp(client.state, { kind: 'bytes', bytes });
    return [sentBy(bytesOf(outputs)), outputs.filter(({ kind }) => kind !== 'bytes')];
  };

  it.each([0x80fd, 0x8057])('are rejected with what was asked (%i), and nothing else happens', (protocol) => {
    expect(whenUp(protocol, '01 01 00 04')).toEqual([[`c021:0801000a${protocol.toString(16)}01010004`], []]);
  });

  it('may be rejected by the peer without harm, and are told', () => {
    expect(whenUp(0xc021, '08 05 00 0a 80 fd 01 01 00 04')).toEqual([
      [],
      [{ kind: 'event', event: { kind: 'protocol-rejected', protocol: 0x80fd } }],
    ]);
  });

  it('end the link when the peer does not know IPCP', () => {
    const [, outputs] = whenUp(0xc021, '08 05 00 0a 80 21 01 01 00 04');
    expect(outputs).toContainEqual({ kind: 'event', event: { kind: 'ipcp-failed', because: 'rejected' } });
  });

  it('include codes that LCP does not have; Discard-Requests are none of them', () => {
    expect(whenUp(0xc021, '0c 07 00 04')[0].map((frame) => frame.replace(/:07../, ':07..'))).toEqual([
      'c021:07..00080c070004',
    ]);
    expect(whenUp(0xc021, '0b 07 00 08 00 00 00 00')).toEqual([[], []]);
  });

  it('stop the echoes when the peer does not know them', () => {
    expect(whenUp(0xc021, '07 05 00 0c 09 01 00 08 00 00 00 00')).toEqual([
      [],
      [{ kind: 'stop-timer', timer: 'echo' }],
    ]);
  });

  it('answers an echo with its own magic number', () => {
    const [sent] = whenUp(0xc021, '09 33 00 0a 00 00 00 00 ab cd');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/^c021:0a33000a[0-9a-f]{8}abcd$/);
  });
});

describe('whatever comes', () => {
  const config = fc.constantFrom(
    clientConfig,
    serverConfig,
    ...(['silent', 'placeholder', 'conflict'] as const).map((ipcp): PppServerConfig => ({ ...serverConfig, ipcp })),
  );
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .tuple(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 4 }), fc.uint8Array({ maxLength: 30 }))
      .map(([code, id, data]) => Uint8Array.from([code, id, 0, data.length + 4, ...data])),
  );
  const frame = fc
    .tuple(fc.constantFrom(0x21, 0x8021, 0xc021, 0xc023, 0xc223, 0x80fd), payload)
    .map(([protocol, body]) => encodeFrame({ protocol, payload: body }, plainFraming));
  const input: fc.Arbitrary<PppInput> = fc.oneof(
    { weight: 8, arbitrary: frame.map((bytes): PppInput => ({ kind: 'bytes', bytes })) },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes): PppInput => ({ kind: 'bytes', bytes })) },
    fc.constantFrom('lcp', 'ipcp', 'auth', 'echo', 'nonsense').map((timer): PppInput => ({ kind: 'timer', timer })),
    fc.uint8Array({ maxLength: 60 }).map((packet): PppInput => ({ kind: 'packet', packet })),
    fc.constantFrom<PppInput>({ kind: 'open' }, { kind: 'close' }, { kind: 'lost' }),
  );

  it('never throws, never changes a state that it was given, and keeps no more than a frame', () => {
    fc.assert(
      fc.property(config, fc.boolean(), fc.array(input, { maxLength: 40 }), (with_, up, inputs) => {
        const ends = twoEnds();
        if (up) ends.begin();
        let state = up && with_.role === 'client' ? ends.client.state : openPpp(with_);
        for (const one of inputs) {
          const before = JSON.stringify(state);
          const [next, outputs] = stepPpp(state, one);
          expect(JSON.stringify(state)).toBe(before);
          expect(next.decoder.partial.length).toBeLessThanOrEqual(8192);
          expect(outputs.length).toBeLessThan(100);
          state = next;
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Pieces of random sizes from 1 to 16. */
const cut = (bytes: Uint8Array, random: (count: number) => Uint8Array): Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = ((random(1)[0] ?? 0) & 15) + 1;
    pieces.push(bytes.slice(at, at + size));
    at += size;
  }
  return pieces;
};

const bytesOf = (outputs: readonly PppOutput[]): readonly Uint8Array[] =>
  outputs.flatMap((output) => (output.kind === 'bytes' ? [output.bytes] : []));
