import { concat, from, lastValueFrom, NEVER, takeUntil, timer, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { plainLines, plainLinesOf } from './plain-lines.js';
import { failedRun, happyRun, nextProfile } from './recorded-facts.test.data.js';

const head = `\
Dialtone 0.1.0 started, simulating mf627@three-uk.
A virtual mf627 on three-uk, inside this process: only root may have a network namespace.
Waiting for a stick.
detect         0.0 s  MF627 (19d2:2000), known to plugin zte
modeswitch     1.0 s  left its CD-ROM mode by eject, back as 19d2:0031
port-select    0.0 s  commands on /dev/pts/4, data on /dev/pts/5
`;
const delays =
  "The virtual modem's own delays: 3 AT commands at 20 ms, re-enumeration 1.0 s, registration 4.0 s, dialling 0.5 s; together at most 5.6 s.\n";

describe('plain lines', () => {
  it('tell the happy run from plug to link', () => {
    expect(plainLines(happyRun)).toBe(`${head}\
init           4.1 s  MF627, BD_P671A2V1.0.0B03, SIM ready, registered at home on HSDPA, signal 61 %, Three UK, APN three.co.uk (from carrier pack three-uk)
dial           0.5 s  CONNECT 7200000 to *99***1#
ppp            0.1 s  CHAP accepted, address 10.64.3.7

Online after 5.7 s.
  address   10.64.3.7 (inside this process)
  DNS       217.171.132.0, 217.171.135.0
  APN       three.co.uk (from carrier pack three-uk)
  ping      41 ms, names answered
  engine    userspace
${delays}`);
  });

  it('say which stick they speak of, once there are several, and mix up none of them', async () => {
    const both = (fact: Fact): readonly Fact[] => ['1-3', '1-4'].map((stick) => ({ ...fact, stick }));
    const facts = happyRun.flatMap((fact) => ((fact.stick ?? fact.stage) ? both(fact) : [fact]));
    const told = await lastValueFrom(from(facts).pipe(plainLinesOf(), toArray()));
    const ofOne = (stick: string) =>
      told.filter((line) => line.startsWith(`${stick}  `)).map((line) => line.slice(stick.length + 2));
    expect(ofOne('1-4')).toContain('dial           0.5 s  CONNECT 7200000 to *99***1#\n');
    expect(ofOne('1-4').slice(-10)).toEqual(ofOne('1-3').slice(-10));
    expect(ofOne('1-4').join('')).toContain('Online after 5.7 s.\n');
  });

  it('tell the failure of 2009 with what is wrong, the evidence and the remedy', () => {
    expect(plainLines(failedRun)).toBe(`${head}\
init           4.1 s  MF627, BD_P671A2V1.0.0B03, SIM ready, registered at home on HSDPA, signal 61 %, no plugin knows carrier 23420, no APN known
dial           0.5 s  CONNECT 7200000 to *99#
Still no address after 6.0 s: apn-missing is suspected.
ppp            6.1 s  failed: nobody answered at IPCP (3 requests)

Not online after 11.7 s: the walk ended in ppp.
  cause     apn-missing (in init, 90 % sure)
  meaning   No APN was set, so the network opened no data context.
  evidence    5.7 s  The modem said CONNECT 7200000 to *99#
              5.7 s  CHAP succeeded
             11.7 s  IPCP: no answer to 3 requests
  remedy    Install the carrier pack for 23420, or give the APN: dialtone up --apn NAME.
  or        pdp-rejected (30 % sure): The network refused the data context.
${delays}`);
  });

  it("name the virtual modem's delays at the first verdict only, since a later one has not spent them all", () => {
    const again = happyRun.filter(({ fact, stage }) => stage === 'ppp' || fact === 'verdict');
    expect(plainLines([...happyRun, ...again]).match(/Online after/g)).toHaveLength(2);
    expect(plainLines([...happyRun, ...again]).match(/own delays/g)).toHaveLength(1);
  });

  it('say that and how it tries again', () => {
    expect(plainLines(nextProfile)).toContain('Trying again, with the next APN.\n');
    const waiting = nextProfile.map((fact) => (fact.fact === 'recovery.chosen' ? { ...fact, waitMs: 3000 } : fact));
    expect(plainLines(waiting)).toContain('Trying again in 3.0 s, with the next APN.\n');
  });

  it('say that a link which was up has ended', () => {
    const lost: Fact = { t: 9000, fact: 'walk.ended', stage: 'ppp', stick: '1-1', exit: 'usb.gone' };
    expect(plainLines([...happyRun, lost])).toContain('The link ended: the stick left the bus.\n');
  });

  it('say at once that they leave when told to, and where that was', async () => {
    const told = (facts: readonly Fact[]): Promise<string[]> =>
      lastValueFrom(concat(from(facts), NEVER).pipe(takeUntil(timer(1)), plainLinesOf(timer(0)), toArray()));
    expect((await told(happyRun)).at(-1)).toBe('Hanging up.\n');
    expect((await told(happyRun.slice(0, 20))).at(-1)).toBe('Leaving, in the middle of init.\n');
    expect((await told(happyRun.slice(0, 3))).at(-1)).toBe('Leaving.\n');
  });

  it('say what is known from last time in words of their own', () => {
    const used = (what: 'answers' | 'profile', detail: string): string =>
      plainLines([{ t: 0, fact: 'memory.used', what, detail }]);
    expect(used('answers', 'MF627 B02')).toBe('Known from last time: how MF627 B02 answers, so less is asked.\n');
    expect(used('profile', '3internet')).toMatch(/^Known from last time: APN 3internet worked/);
    expect(used('profile', '')).toMatch(/^Known from last time: the subscription's default APN worked/);
  });

  it('say where a virtual stick is to be had over USB, and what to type for it', () => {
    const at = { address: '127.0.0.1', busid: '1-3' };
    const usb: readonly Fact[] = [
      { t: 0, fact: 'simulation.served', tcpPort: 3240, ...at },
      {
        t: 1,
        fact: 'simulation.plugged',
        device: 'mf627',
        carrier: 'three-uk',
        vendor: '19d2',
        product: '0031',
        ports: [{ interface: 1, path: '1-3:1.1', role: 'at' }],
      },
      { t: 2, fact: 'simulation.attached', controller: 0, port: 2 },
    ];
    expect(plainLines(usb)).toBe(`\
The virtual stick is offered over USB/IP as 1-3 on 127.0.0.1:3240.
Where it is not attached by itself, as root: modprobe vhci-hcd; usbip attach -r 127.0.0.1 -b 1-3
The virtual stick is there as 19d2:0031.
  1-3:1.1       at      interface 1
The kernel took the virtual stick on port 2 of its virtual host controller 0.
`);
    expect(plainLines([{ t: 0, fact: 'simulation.served', tcpPort: 41000, ...at }])).toBe(`\
The virtual stick is offered over USB/IP as 1-3 on 127.0.0.1:41000, for 3240 is taken.
Where it is not attached by itself, as root: modprobe vhci-hcd; usbip --tcp-port 41000 attach -r 127.0.0.1 -b 1-3
`);
  });

  it('say what the machine itself has of the link', () => {
    const own = { interface: 'dialtone0' };
    const servers = ['1.2.3.4', '5.6.7.8'];
    const told = (fact: Fact): string => plainLines([fact]).trimEnd();
    expect(told({ t: 0, fact: 'route.set', ...own, metric: 0 })).toBe('The default route goes through dialtone0.');
    expect(told({ t: 0, fact: 'route.set', ...own, metric: 700 })).toBe(
      "The default route through dialtone0 stands behind the machine's own (metric 700).",
    );
    expect(told({ t: 0, fact: 'route.not-set', ...own, because: 'no' })).toBe(
      'The default route was not set to dialtone0: no.',
    );
    expect(told({ t: 0, fact: 'dns.set', by: 'resolvconf', ...own, servers })).toBe(
      'The name servers 1.2.3.4, 5.6.7.8 were given to resolvconf.',
    );
    expect(told({ t: 0, fact: 'dns.not-set', servers, because: 'no' })).toBe(
      'The name servers 1.2.3.4, 5.6.7.8 were not set: no; add them to /etc/resolv.conf if this machine is to use them.',
    );
    expect(told({ t: 0, fact: 'leftover.removed', what: 'a thing' })).toBe(
      'Left behind by an earlier Dialtone and taken away: a thing.',
    );
  });

  it('name the layer ip when the link is up and nothing comes through', () => {
    const noTraffic: Fact = { t: 6000, fact: 'walk.ended', stage: 'ppp', exit: 'ip.no-traffic' };
    const untilAttached = happyRun.slice(
      0,
      happyRun.findIndex(({ fact }) => fact === 'link.probed'),
    );
    expect(plainLines([...untilAttached, noTraffic])).toMatch(/^ip +0\.3 s {2}failed: the link was up/m);
  });

  it('come out the same as they happen', async () => {
    const streamed = await lastValueFrom(from(happyRun).pipe(plainLinesOf(), toArray()));
    expect(streamed.join('')).toBe(plainLines(happyRun));
  });

  it('keep what a stick says from commanding the terminal', () => {
    const hostile = happyRun.map((fact) =>
      fact.fact === 'modem.identified' ? { ...fact, model: 'MF\u001b[2J627\r\n' } : fact,
    );
    const text = plainLines(hostile);
    expect(text).toContain('MF[2J627');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
