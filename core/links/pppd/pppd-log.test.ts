import { describe, expect, it } from 'vitest';
import type { PppEvent } from '../../ppp/ppp-event.js';
import { freshLog, type PppdLog, readLogLine } from './pppd-log.js';

const script = '/bin/true';

/** All that these lines tell, and what is known after them. */
const read = (
  text: string,
  from: PppdLog = freshLog,
): { readonly log: PppdLog; readonly told: readonly PppEvent[] } => {
  const told: PppEvent[] = [];
  let log = from;
  for (const line of text.trim().split('\n')) {
    const [next, events] = readLogLine(log, line.trim(), script);
    log = next;
    told.push(...events);
  }
  return { log, told };
};

const lcpWith = (auth: string) => `
  using channel 1
  Using interface ppp0
  Renamed interface ppp0 to dialtone0
  Connect: dialtone0 <--> /dev/ttyUSB2
  sent [LCP ConfReq id=0x1 <asyncmap 0x0> <magic 0x6a1b0ed4> <pcomp> <accomp>]
  rcvd [LCP ConfReq id=0x0 <mru 1400> <asyncmap 0x0>${auth} <magic 0x37f1e2> <pcomp> <accomp>]
  sent [LCP ConfAck id=0x0 <mru 1400> <asyncmap 0x0>${auth} <magic 0x37f1e2> <pcomp> <accomp>]
  rcvd [LCP ConfAck id=0x1 <asyncmap 0x0> <magic 0x6a1b0ed4> <pcomp> <accomp>]`;
const chap = `${lcpWith(' <auth chap MD5>')}
  rcvd [LCP DiscReq id=0x1 magic=0x37f1e2]
  rcvd [CHAP Challenge id=0x1 <0d1f3a5b>, name = "UMTS_CHAP_SRVR"]
  sent [CHAP Response id=0x1 <93ab8f>, name = "web"]
  rcvd [CHAP Success id=0x1 ""]
  CHAP authentication succeeded
  CHAP authentication succeeded`;
const asking = 'sent [IPCP ConfReq id=0x1 <addr 0.0.0.0> <ms-dns1 0.0.0.0> <ms-dns2 0.0.0.0>]';
const address = `
  rcvd [IPCP ConfReq id=0x0]
  sent [IPCP ConfNak id=0x0 <addr 0.0.0.0>]
  rcvd [IPCP ConfNak id=0x1 <addr 10.20.30.40> <ms-dns1 172.30.139.17> <ms-dns2 172.31.139.17>]
  sent [IPCP ConfReq id=0x2 <addr 10.20.30.40> <ms-dns1 172.30.139.17> <ms-dns2 172.31.139.17>]
  rcvd [IPCP ConfAck id=0x2 <addr 10.20.30.40> <ms-dns1 172.30.139.17> <ms-dns2 172.31.139.17>]`;
const values = `
  Could not determine remote IP address: defaulting to 10.64.64.64
  local  IP address 10.20.30.40
  remote IP address 10.64.64.64
  primary   DNS address 172.30.139.17
  secondary DNS address 172.31.139.17`;
const ipUp = `Script ${script} started (pid 4711)`;
const up = { kind: 'up', address: '10.20.30.40', peer: '10.64.64.64' } as const;
const dns = ['172.30.139.17', '172.31.139.17'];
const online = [chap, asking, address, values, ipUp].join('\n');
const kinds = (told: readonly PppEvent[]) => told.map(({ kind }) => kind);

describe("pppd's log", () => {
  it('tells a good call as our own engine does', () => {
    const { log, told } = read(online);
    expect(told).toEqual([
      { kind: 'lcp-opened', auth: 'chap', mru: 1400 },
      { kind: 'auth-started', protocol: 'chap' },
      { kind: 'auth-succeeded', protocol: 'chap' },
      { kind: 'ipcp-sent', count: 1 },
      { kind: 'ipcp-offered', address: '10.20.30.40', dns, placeholder: false },
      { kind: 'ipcp-sent', count: 1 },
      { ...up, dns, mtu: 1400 },
    ]);
    expect(log).toMatchObject({ interface: 'dialtone0', isUp: true, failed: false });
  });

  it('knows the interface from the moment on which pppd has the tty', () => {
    expect(read('Using interface ppp0').log.interface).toBeUndefined();
    expect(read('Connect: ppp3 <--> /dev/ttyUSB2').log.interface).toBe('ppp3');
  });

  it('tells of a peer that wants no authentication, and of one that offers no more than pppd asked for', () => {
    const ack = 'rcvd [IPCP ConfAck id=0x1 <addr 10.1.2.3>]';
    const { told } = read(
      [lcpWith(''), asking, ack, 'local  IP address 10.1.2.3', 'remote IP address 10.1.2.1', ipUp].join('\n'),
    );
    expect(told).toEqual([
      { kind: 'lcp-opened', auth: 'none', mru: 1400 },
      { kind: 'ipcp-sent', count: 1 },
      { kind: 'ipcp-offered', address: '10.1.2.3', dns: [], placeholder: false },
      { kind: 'up', address: '10.1.2.3', peer: '10.1.2.1', dns: [], mtu: 1400 },
    ]);
  });

  it('takes 1500 for the largest packet where the peer names none, and no more where it does', () => {
    const mtuWith = (mru: string) => read(online.replaceAll('<mru 1400> ', mru)).told.at(-1);
    expect(mtuWith('')).toMatchObject({ mtu: 1500 });
    expect(mtuWith('<mru 4000> ')).toMatchObject({ mtu: 1500 });
  });

  it('opens LCP when both ends have agreed, in either order, and to the last request only', () => {
    const reversed = `
      sent [LCP ConfReq id=0x1 <magic 0x1>]
      sent [LCP ConfReq id=0x2 <magic 0x1>]
      rcvd [LCP ConfAck id=0x2 <magic 0x1>]
      rcvd [LCP ConfReq id=0x9 <auth pap>]
      sent [LCP ConfAck id=0x9 <auth pap>]`;
    expect(read(reversed).told).toEqual([
      { kind: 'lcp-opened', auth: 'pap', mru: 1500 },
      { kind: 'auth-started', protocol: 'pap' },
    ]);
    expect(read(reversed.replace('ConfAck id=0x2', 'ConfAck id=0x1')).told).toEqual([]);
    expect(read(reversed.replace('sent [LCP ConfAck id=0x9 <auth pap>]', '')).told).toEqual([]);
  });

  it('counts requests that nobody answers', () => {
    const silent = `${chap}\n${asking}\n${asking}\n${asking}`;
    expect(read(silent).told.slice(3)).toEqual([1, 2, 3].map((count) => ({ kind: 'ipcp-sent', count })));
    expect(read(`${silent}\nIPCP: timeout sending Config-Requests`).told.at(-1)).toEqual({
      kind: 'ipcp-failed',
      because: 'no-address',
    });
  });

  it('counts from the last answer on, whatever it was', () => {
    const request = 'sent [LCP ConfReq id=0x1 <magic 0x1>]';
    for (const answer of ['rcvd [LCP ConfNak id=0x1 <magic 0x2>]', 'rcvd [LCP ConfRej id=0x1 <pcomp>]']) {
      const { told } = read([request, answer, request, request, 'LCP: timeout sending Config-Requests'].join('\n'));
      expect(told).toEqual([{ kind: 'lcp-silent', requests: 2 }]);
    }
  });

  it('tells of a silent other end, and how often it was asked', () => {
    const request = 'sent [LCP ConfReq id=0x1 <magic 0x1>]';
    const { log, told } = read(`${request}\n${request}\n${request}\nLCP: timeout sending Config-Requests`);
    expect(told).toEqual([{ kind: 'lcp-silent', requests: 3 }]);
    expect(log).toMatchObject({ failed: true, ending: 'failed' });
  });

  it.each<[string, string, PppEvent]>([
    [
      'CHAP Failure',
      'rcvd [CHAP Failure id=0x1 "Access denied"]',
      { kind: 'auth-refused', protocol: 'chap', message: 'Access denied' },
    ],
    [
      'PAP Nak',
      'rcvd [PAP AuthNak id=0x1 "Login incorrect"]',
      { kind: 'auth-refused', protocol: 'pap', message: 'Login incorrect' },
    ],
    [
      'silence at PAP',
      'No response to PAP authenticate-requests',
      { kind: 'auth-refused', protocol: 'pap', message: 'no answer' },
    ],
    [
      'silence at CHAP',
      'CHAP authentication timed out',
      { kind: 'auth-refused', protocol: 'chap', message: 'no answer' },
    ],
    ['a loop', 'Serial line is looped back.', { kind: 'loopback' }],
    ['lost echoes', 'No response to 4 echo-requests', { kind: 'echo-lost', unanswered: 4 }],
    ['a refused address', 'rcvd [IPCP ConfRej id=0x1 <addr 0.0.0.0>]', { kind: 'ipcp-failed', because: 'rejected' }],
    ['no address', 'Could not determine local IP address', { kind: 'ipcp-failed', because: 'no-address' }],
    ['no agreement', 'Peer refused to agree to our IP address', { kind: 'ipcp-failed', because: 'no-address' }],
  ])('%s is the failure', (_, line, event) => {
    const { log, told } = read(line);
    expect(told).toEqual([event]);
    expect(log).toMatchObject({ failed: true, ending: 'failed' });
  });

  it('a refused name server is no failure', () => {
    expect(read('rcvd [IPCP ConfRej id=0x1 <ms-dns1 0.0.0.0>]').told).toEqual([]);
  });

  it('PAP passes too, once', () => {
    const passed = 'rcvd [PAP AuthAck id=0x1 "Greetings!!"]';
    expect(read(`${passed}\n${passed}`).told).toEqual([{ kind: 'auth-succeeded', protocol: 'pap' }]);
  });

  it("tells the peer's wish to end, before and after IP came up", () => {
    const goodbye = 'rcvd [LCP TermReq id=0x2 "no such user"]';
    expect(read(`${chap}\n${goodbye}`).told.at(-1)).toEqual({
      kind: 'terminate-received',
      message: 'no such user',
      up: false,
    });
    const after = read(`${online}\n${goodbye}\nModem hangup`);
    expect(after.told.at(-1)).toMatchObject({ up: true });
    expect(after.log).toMatchObject({ failed: true, ending: 'peer' });
    expect(read(`${online}\nrcvd [IPCP TermReq id=0x3]`).told.at(-1)).toMatchObject({ message: '', up: true });
  });

  it.each(['Modem hangup', 'Hangup (SIGHUP)'])('%s is an end, and no failure', (line) => {
    expect(read(line)).toEqual({ log: { ...freshLog, ending: 'hung-up' }, told: [] });
  });

  it('tells which protocols the peer does not know; without IP there is no link', () => {
    const known = "Protocol-Reject for 'Compression Control Protocol' (0x80fd) received";
    expect(read(known)).toEqual({ log: freshLog, told: [{ kind: 'protocol-rejected', protocol: 0x80fd }] });
    expect(kinds(read('Protocol-Reject for 0x8021 received').told)).toEqual(['protocol-rejected', 'ipcp-failed']);
  });

  it('an address that is named and never granted is a dispute', () => {
    const nak = 'rcvd [IPCP ConfNak id=0x1 <addr 10.20.30.40>]';
    expect(read(`${nak}\nCould not determine local IP address`).told.at(-1)).toEqual({
      kind: 'ipcp-failed',
      because: 'rejected',
    });
  });

  it('what follows a failure of IPCP is no second one', () => {
    const { told } = read('rcvd [IPCP ConfRej id=0x1 <addr 0.0.0.0>]\nCould not determine local IP address');
    expect(kinds(told)).toEqual(['ipcp-failed']);
  });

  describe('with placeholders for name servers', () => {
    const offered = 'rcvd [IPCP ConfNak id=0x1 <addr 10.20.30.40> <ms-dns1 10.11.12.13> <ms-dns2 10.11.12.14>]';
    const taken = 'local  IP address 10.20.30.40\nremote IP address 10.64.64.64';
    const none = { kind: 'ipcp-failed', because: 'no-address' };

    it('says so', () => {
      expect(read(offered).told).toEqual([
        {
          kind: 'ipcp-offered',
          address: '10.20.30.40',
          dns: ['10.11.12.13', '10.11.12.14'],
          placeholder: true,
        },
      ]);
    });

    it('is not up, whether pppd took them or gave name servers up for them', () => {
      const both = `${offered}\n${taken}\nprimary   DNS address 10.11.12.13\n${ipUp}`;
      expect(read(both).told.slice(1)).toEqual([none]);
      expect(read(`${offered}\n${taken}\n${ipUp}`).told.slice(1)).toEqual([none]);
      expect(read(`${offered}\nCould not determine local IP address`).told.at(-1)).toEqual(none);
    });

    it('is up when the real ones came at last', () => {
      expect(read(`${offered}${address}${values}\n${ipUp}`).told.at(-1)).toMatchObject({ ...up, dns });
    });
  });

  it('begins anew when the peer does', () => {
    const again = read(online.replace('Connect: dialtone0 <--> /dev/ttyUSB2', ''), read(online).log);
    expect(again.told).toEqual(read(online).told);
    expect(read('rcvd [LCP ConfReq id=0x7 <magic 0x2>]', read(online).log).log.isUp).toBe(false);
  });

  it('is up once, and by its own script only', () => {
    expect(read(`${online}\n${ipUp}`).told).toHaveLength(7);
    expect(read(online.replace(ipUp, 'Script /etc/ppp/ip-pre-up started (pid 4710)')).log.isUp).toBe(false);
    expect(read(ipUp).told).toEqual([]);
  });

  it('names the peer as pppd does where pppd says nothing', () => {
    expect(read(`local  IP address 10.1.2.3\n${ipUp}`).told[0]).toMatchObject({ peer: '10.64.64.64' });
  });

  it('says a name server once that was given twice', () => {
    const twice = values.replace('172.31.139.17', '172.30.139.17');
    expect(read(`${twice}\n${ipUp}`).told.at(-1)).toMatchObject({ dns: ['172.30.139.17'] });
  });

  it('takes nothing from what it does not know', () => {
    for (const line of ['', 'rcvd [CCP ConfReq id=0x1]', 'sent [LCP TermReq id=0x2 "User request"]', 'hello'])
      expect(read(line)).toEqual({ log: freshLog, told: [] });
  });
});
