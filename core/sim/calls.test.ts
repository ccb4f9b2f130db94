import { describe, expect, it } from 'vitest';
import { buildDnsQuery, dnsType, parseDnsAnswer } from '../ppp/dns-message.js';
import { buildEcho, buildIpv4, buildUdp, ipProtocol, parseEcho, parseIpv4, parseUdp } from '../ppp/ip-packet.js';
import { pppClient } from './ppp-client.test.helper.js';
import { sampleTerminals } from './sample-world.test.helper.js';
import { everyName } from './virtual-network.js';
import { virtualTerminal } from './virtual-terminal.js';

type Setting = Awaited<ReturnType<typeof sampleTerminals>>;

/** Registered, quiet, with this context, if any. */
const registered = async (context: string | undefined, misbehave: readonly string[] = []): Promise<Setting> => {
  const setting = await sampleTerminals(misbehave);
  await setting.control.ask('ATE0+CMEE=1;+CPMS?;+CFUN=1');
  await setting.data.ask('ATE0');
  await setting.control.listen(5000);
  await setting.data.listen(0);
  if (context !== undefined) await setting.control.ask(`AT+CGDCONT=1,"IP","${context}"`);
  return setting;
};

const online = async (context: string | undefined, misbehave: readonly string[] = []) => {
  const setting = await registered(context, misbehave);
  expect(await setting.data.ask('ATD*99#')).toBe('\r\nCONNECT 7200000\r\n');
  const ppp = pppClient(setting.data.link, setting.clock);
  await setting.clock.run({ limitMs: 100 });
  return { ...setting, ppp };
};

describe('the dial', () => {
  it('takes half a second, and only to numbers of the network', async () => {
    const { data, clock, world } = await registered('three.co.uk');
    expect(await data.ask('ATDT0123456789')).toBe('\r\nNO CARRIER\r\n');
    expect(await data.ask('ATD*99***2')).toBe('\r\nNO CARRIER\r\n');
    const begin = clock.now();
    expect(await data.ask('ATDT*99***1#')).toBe('\r\nCONNECT 7200000\r\n');
    expect([clock.now() - begin, world.stats().dials]).toEqual([520, 1]);
  });

  it('needs registration', async () => {
    const { data } = await sampleTerminals();
    expect(await data.ask('ATE0D*99#')).toContain('\r\nNO CARRIER\r\n');
  });

  it('is given up when a key is pressed meanwhile', async () => {
    const { data, clock } = await registered('three.co.uk');
    data.link.write(Buffer.from('ATD*99#\r\n'));
    await clock.run({ limitMs: 100 });
    expect(await data.ask('AT')).toBe('\r\nNO CARRIER\r\n');
    expect(await data.ask('AT')).toBe('\r\nOK\r\n');
  });

  it('is refused as misbehaviours say, after its time', async () => {
    for (const [name, said] of [
      ['dial-no-carrier', 'NO CARRIER'],
      ['dial-busy', 'BUSY'],
      ['dial-error', 'ERROR'],
    ]) {
      const { data, clock } = await registered('three.co.uk', [`${name}`]);
      const begin = clock.now();
      expect(await data.ask('ATD*99#')).toBe(`\r\n${said}\r\n`);
      expect(clock.now() - begin).toBe(520);
    }
  });
});

describe('a good call', () => {
  it('comes up, answers pings and names, and ends politely with NO CARRIER', async () => {
    const { ppp, control, data, clock } = await online('three.co.uk');
    expect(ppp.events.at(-1)?.event).toEqual({
      kind: 'up',
      address: '10.45.17.203',
      peer: '10.64.64.64',
      dns: ['172.30.139.17', '172.31.139.17'],
      mtu: 1500,
    });
    expect(await control.ask('AT+CGACT?')).toBe('\r\n+CGACT: 1,1\r\n\r\nOK\r\n');

    const source = '10.45.17.203';
    const echo = buildEcho({ kind: 'request', id: 7, sequence: 1, data: Buffer.from('ping') });
    ppp.give({
      kind: 'packet',
      packet: buildIpv4({ source, destination: '8.8.8.8', protocol: ipProtocol.icmp, payload: echo }),
    });
    const ask = (destination: string, name: string, type: number) =>
      buildUdp({
        source,
        destination,
        sourcePort: 4000,
        destinationPort: 53,
        payload: buildDnsQuery({ id: 9, name, type }),
      });
    ppp.give({ kind: 'packet', packet: ask('172.30.139.17', '.', dnsType.ns) });
    ppp.give({ kind: 'packet', packet: ask('172.31.139.17', 'example.org', dnsType.a) });
    ppp.give({ kind: 'packet', packet: ask('9.9.9.9', 'example.org', dnsType.a) });
    ppp.give({ kind: 'packet', packet: Uint8Array.of(1, 2, 3) });
    await clock.run({ limitMs: 100 });
    const [pong, root, name] = ppp.packets;
    expect(ppp.packets).toHaveLength(3);
    expect(parseIpv4(pong ?? new Uint8Array(0))).toMatchObject({ source: '8.8.8.8', destination: source });
    expect(parseEcho(parseIpv4(pong ?? new Uint8Array(0))?.payload ?? new Uint8Array(0))?.kind).toBe('reply');
    const answered = [root, name].map((packet) =>
      parseDnsAnswer(parseUdp(packet ?? new Uint8Array(0))?.payload ?? new Uint8Array(0)),
    );
    expect(answered).toEqual([
      { id: 9, rcode: 0, addresses: [] },
      { id: 9, rcode: 0, addresses: [everyName] },
    ]);

    await data.listen(0);
    ppp.give({ kind: 'close' });
    // RFC 1661: the side that answered a Terminate-Request waits one round before it is finished.
    expect(await data.listen(1100)).toMatch(/\r\nNO CARRIER\r\n$/);
    expect(ppp.events.at(-1)?.event).toEqual({ kind: 'ended', because: 'closed' });
    expect(await data.ask('AT')).toBe('\r\nOK\r\n');
    expect(await control.ask('AT+CGACT?')).toBe('\r\n+CGACT: 1,0\r\n\r\nOK\r\n');
  });

  it('leaves the other port answering, which can end it', async () => {
    const { control, data } = await online('three.co.uk');
    await data.listen(0);
    expect(await control.ask('AT+CGACT=0,1')).toBe('\r\nOK\r\n');
    expect(await data.listen(10)).toBe('\r\nNO CARRIER\r\n');
    await data.ask('ATD*99#');
    expect(await control.ask('ATH')).toBe('\r\nOK\r\n');
    expect(await data.listen(10)).toBe('\r\nNO CARRIER\r\n');
  });

  it('ends without a word when its port is closed, and the port can be opened again', async () => {
    const { control, data, world, clock } = await online('three.co.uk');
    expect(await control.ask('AT+CGACT?')).toContain('+CGACT: 1,1');
    await data.listen(0);
    await data.link.close();
    expect(await data.listen(10_000)).toBe('');
    expect(await control.ask('AT+CGACT?')).toContain('+CGACT: 1,0');
    expect(await virtualTerminal(world, clock, 3).ask('AT')).toBe('\r\nOK\r\n');
  });

  it('can be left by +++ and gone back to, or hung up', async () => {
    const { data, clock } = await registered('three.co.uk');
    await data.ask('ATD*99#');
    await data.listen(1500);
    data.link.write(Buffer.from('+'));
    data.link.write(Buffer.from('++'));
    expect(await data.listen(999)).toBe('');
    expect(await data.listen(2)).toBe('\r\nOK\r\n');
    expect(await data.ask('AT')).toBe('\r\nOK\r\n');
    expect(await data.ask('ATO')).toBe('\r\nCONNECT 7200000\r\n');
    data.link.write(Buffer.from('+++'));
    expect(await data.listen(5000)).toBe('');
    const ppp = pppClient(data.link, clock);
    await clock.run({ limitMs: 2000 });
    expect(ppp.kinds()).toContain('up');
    await data.listen(0);
    data.link.write(Buffer.from('+++'));
    expect(await data.listen(1001)).toBe('\r\nOK\r\n');
    expect(await data.ask('ATH')).toBe('\r\nOK\r\n');
    expect(await data.ask('ATO')).toBe('\r\nNO CARRIER\r\n');
  });
});

describe('the story of 2009', () => {
  it('says CONNECT and takes CHAP without a context, and then nothing more, until the port is closed', async () => {
    const { ppp, control, data, clock } = await online(undefined);
    expect(ppp.kinds()).toEqual(['lcp-opened', 'auth-started', 'auth-succeeded', 'ipcp-sent']);
    await clock.run({ limitMs: 30_000 });
    expect(ppp.kinds().filter((kind) => kind === 'ipcp-sent').length).toBeGreaterThan(5);
    expect(await control.ask('AT+CGACT?')).toBe('\r\nOK\r\n');
    expect(await control.ask('AT+CEER')).toBe('\r\n+CEER: 27,"Missing or unknown APN"\r\n\r\nOK\r\n');
    expect(await control.ask('AT+CGACT=1,1')).toBe('\r\n+CME ERROR: 133\r\n');
    await data.listen(0);
    ppp.give({ kind: 'close' });
    expect(await data.listen(5000)).toBe('');
    expect(ppp.kinds()).not.toContain('up');
    expect(ppp.events.at(-1)?.event.kind).toBe('ended');
  });

  it('names a wrong APN, in the other words of the network', async () => {
    const { ppp, control, clock } = await online('internet');
    await clock.run({ limitMs: 10_000 });
    expect(ppp.kinds()).not.toContain('up');
    expect(await control.ask('AT+CGACT?')).toBe('\r\n+CGACT: 1,0\r\n\r\nOK\r\n');
    expect(await control.ask('AT+CEER')).toBe('\r\n+CEER: 33,"Requested service option not subscribed"\r\n\r\nOK\r\n');
  });

  it('is over as soon as the right context is there', async () => {
    const { ppp } = await online('THREE.co.uk');
    expect(ppp.kinds()).toContain('up');
  });
});

describe('misbehaviours of the call', () => {
  it('apn-only: the other APN of the carrier is refused, this one is not', async () => {
    expect((await online('three.co.uk', ['apn-only=3internet'])).ppp.kinds()).not.toContain('up');
    expect((await online('3internet', ['apn-only=3internet'])).ppp.kinds()).toContain('up');
  });

  it('cid-other: context 1 leads nowhere, context 2 does', async () => {
    const { control, data, clock } = await registered(undefined, ['cid-other']);
    expect(await control.ask('AT+CGDCONT=1,"IP","three.co.uk"')).toBe('\r\n+CME ERROR: 3\r\n');
    expect(await control.ask('AT+CGDCONT?')).toContain('+CGDCONT: 1,"IP","operator.reserved"');
    expect(await control.ask('AT+CGDCONT=2,"IP","three.co.uk"')).toBe('\r\nOK\r\n');
    await data.ask('ATD*99***2#');
    const ppp = pppClient(data.link, clock);
    await clock.run({ limitMs: 100 });
    expect(ppp.kinds()).toContain('up');
    expect(await control.ask('AT+CGACT?')).toContain('+CGACT: 1,0\r\n+CGACT: 2,1');
  });

  it('connect-then-silence: not one byte comes', async () => {
    const { ppp, data, clock } = await online('three.co.uk', ['connect-then-silence']);
    await data.listen(0);
    expect(await data.listen(60_000)).toBe('');
    await clock.run({ limitMs: 1 });
    expect(ppp.kinds()).toContain('lcp-silent');
  });

  it('lcp-silent: the peer asks, and answers nothing', async () => {
    const { ppp, data } = await online('three.co.uk', ['lcp-silent']);
    expect(await data.listen(5000)).toContain('\x7e\xff\x7d\x23\xc0\x21');
    await data.listen(60_000);
    expect(ppp.kinds()).toContain('lcp-silent');
  });

  it('auth-refused: the network says so and ends the call', async () => {
    const { ppp, data } = await online('three.co.uk', ['auth-refused']);
    await data.listen(5000);
    expect(ppp.events.find(({ event }) => event.kind === 'auth-refused')?.event).toMatchObject({ protocol: 'chap' });
    expect(await data.ask('AT')).toBe('\r\nOK\r\n');
  });

  it('ipcp-nak-loop: placeholders for ever, with an APN that works and with one that does not', async () => {
    for (const apn of ['three.co.uk', 'wrong']) {
      const { ppp, clock } = await online(apn, ['ipcp-nak-loop']);
      await clock.run({ limitMs: 60_000 });
      const offers = ppp.events.flatMap(({ event }) => (event.kind === 'ipcp-offered' ? [event.placeholder] : []));
      expect(offers.length).toBeGreaterThan(5);
      expect(offers).not.toContain(false);
      expect(ppp.kinds()).not.toContain('up');
    }
  });

  it('ipcp-conflict: an address is named, and never granted', async () => {
    const { ppp, clock } = await online('three.co.uk', ['ipcp-conflict']);
    await clock.run({ limitMs: 60_000 });
    const offers = ppp.events.flatMap(({ event }) => (event.kind === 'ipcp-offered' ? [event.address] : []));
    expect(new Set(offers).size).toBeGreaterThan(1);
    expect(ppp.kinds()).not.toContain('up');
  });

  it('placeholder-dns: the name servers that mean "not yet" come first, the real ones at last', async () => {
    const { ppp, clock } = await online('three.co.uk', ['placeholder-dns']);
    await clock.run({ limitMs: 60_000 });
    const offers = ppp.events.flatMap(({ event }) => (event.kind === 'ipcp-offered' ? [event.placeholder] : []));
    expect(offers[0]).toBe(true);
    expect(ppp.events.at(-1)?.event).toMatchObject({ kind: 'up', dns: ['172.30.139.17', '172.31.139.17'] });
  });

  it('link-lost: NO CARRIER after so long', async () => {
    const { data, control, clock } = await online('three.co.uk', ['link-lost=30']);
    expect(await data.listen(29_800)).not.toContain('NO CARRIER');
    expect(await data.listen(200)).toContain('NO CARRIER');
    await clock.run({ limitMs: 1 });
    expect(await control.ask('AT+CGACT?')).toContain('+CGACT: 1,0');
  });

  it('echo-lost: the line stays and nothing comes back', async () => {
    const { data, ppp, control } = await online('three.co.uk', ['echo-lost=10']);
    await data.listen(10_000);
    expect(ppp.kinds()).toContain('up');
    await data.listen(300_000);
    expect(ppp.kinds()).toContain('echo-lost');
    expect(await data.listen(0)).toBe('');
    expect(await control.ask('AT+CGACT?')).toContain('+CGACT: 1,1');
  });

  it('peer-terminates: the peer ends the link politely', async () => {
    const { data, ppp } = await online('three.co.uk', ['peer-terminates=10']);
    await data.listen(20_000);
    expect(ppp.events.find(({ event }) => event.kind === 'terminate-received')?.event).toMatchObject({ up: true });
    expect(await data.ask('AT')).toBe('\r\nOK\r\n');
  });
});
