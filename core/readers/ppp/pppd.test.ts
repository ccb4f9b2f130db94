import { describe, expect, it } from 'vitest';
import { readText } from '../read-lines.js';
import { pppdReader } from './pppd.js';

const told = (...lines: readonly string[]) => readText('log', lines.join('\n'), [pppdReader]);
const facts = (...lines: readonly string[]) => told(...lines).facts.map(({ fact }) => fact);
const signs = (...lines: readonly string[]) =>
  told(...lines).facts.flatMap((fact) =>
    fact.fact === 'sign.seen' ? [fact.detail === undefined ? fact.sign : `${fact.sign}: ${fact.detail}`] : [],
  );

describe("pppd's words", () => {
  it.each([
    [
      "/usr/sbin/pppd: In file /etc/ppp/options: unrecognized option 'fooo'",
      'option-refused: fooo, in /etc/ppp/options',
    ],
    ["pppd: unrecognized option '/dev/ttyUSB7'", 'port-missing: /dev/ttyUSB7'],
    ['Device ttyUSB0 is locked by pid 2231', 'port-busy: ttyUSB0, by process 2231'],
    ['Failed to open /dev/ttyUSB2: No such file or directory', 'port-missing: /dev/ttyUSB2'],
    ['Failed to open /dev/ttyUSB2: Permission denied', 'port-not-permitted: /dev/ttyUSB2'],
    ['pppd: too few parameters for option mtu', 'option-refused: too few parameters for option mtu'],
    [
      'May  1 10:00:00 host pppd[7]: using the noauth option requires root privilege',
      'pppd-not-permitted: noauth option requires root',
    ],
    ['/usr/sbin/pppd: must be root to run /usr/sbin/pppd, since it is not setuid-root', 'pppd-not-permitted'],
    ["Can't open options file /etc/ppp/peers/x: No such file or directory", 'peer-file-missing: /etc/ppp/peers/x'],
    ["Couldn't set tty to PPP discipline: Invalid argument", 'no-ppp-in-kernel: ppp_async'],
    ['pppd: The remote system is required to authenticate itself', 'peer-must-prove-itself'],
    ['LCP: timeout sending Config-Requests_', 'lcp-timeout'],
    ['Mon Jun 29 19:06:52 2009 : IPCP: timeout sending Config-Requests', 'ipcp-timeout'],
    ['IPCP: timeout sending Config-Requests#012', 'ipcp-timeout'],
    ['No response to 4 echo-requests', 'echo-unanswered: 4'],
    ['Terminating on signal 15.', 'told-to-end: signal 15'],
    ['not replacing existing default route to eth0 [192.168.0.1]', 'default-route-kept: eth0 [192.168.0.1]'],
    ['Script chat -v -f /etc/chat finished (pid 12), status = 0x3', 'chat-alarm'],
    ['Script chat -v -f /etc/chat finished (pid 12), status = 0x4', 'connect-script-aborted: 1'],
    ['local  LL address fe80::1', 'ipv6-up: fe80::1'],
    ['Connect time 12.5 minutes.', 'minutes-connected: 12.5'],
  ])('%s', (line, sign) => expect(signs(line)).toEqual([sign]));

  it.each([
    "Protocol-Reject for 'Compression Control Protocol' (0x80fd) received",
    'Cannot determine ethernet address for proxy ARP',
    'rcvd [proto=0x57] 01 02',
    'rcvd [LCP DiscReq id=0x1 magic=0x3]',
    'Warning - secret file /etc/ppp/pap-secrets has world and/or group access',
    'Could not determine remote IP address: defaulting to 10.64.64.64',
    'remote LL address fe80::1',
    'sent [CCP ConfReq id=0x1 <deflate 15>',
    'using channel 4',
  ])('know that this is harmless: %s', (line) => {
    const { understood, facts: found } = told(line);
    expect([understood, found.filter(({ fact }) => fact !== 'ppp.protocol-rejected')]).toEqual([1, []]);
  });

  it.each(['Hello', '--> Using interface ppp0', 'NetworkManager[1]: <info> pppd', 'AT', 'OK'])('are not: %s', (line) =>
    expect(told(line).understood).toBe(0),
  );

  it.each([
    'The `capture` option is not used in any way other than this',
    "ls: unrecognized option '--device'",
    'Can\'t open file "report.txt": no such thing',
  ])('are not those of others: %s', (line) => expect(signs(line)).toEqual([]));

  it('tell the values of a link as they are printed', () => {
    const { facts: found } = told(
      'local  IP address 10.1.2.3',
      'remote IP address 10.0.0.1',
      'primary   DNS address 9.9.9.9',
    );
    expect(found.at(-1)).toMatchObject({ fact: 'ppp.up', address: '10.1.2.3', peer: '10.0.0.1', dns: ['9.9.9.9'] });
  });

  it('tell whether the link was up when the peer ended it', () => {
    const end = 'LCP terminated by peer (Session-Timeout)';
    expect(told(end).facts[0]).toMatchObject({ message: 'Session-Timeout', up: false });
    expect(told('local  IP address 10.1.2.3', end).facts.at(-1)).toMatchObject({ up: true });
    expect(told('LCP terminated by peer (^BM-^D^@<M-Mt)').facts[0]).toMatchObject({ message: '' });
  });
});

describe('a run', () => {
  it('begins with pppd, and again with each try of a pppd that persists', () => {
    const call = ['Using interface ppp0', 'Connect: ppp0 <--> /dev/ttyUSB0', 'Modem hangup', 'Connection terminated.'];
    const starts = facts('pppd 2.4.5 started by root, uid 0', ...call, ...call).filter((it) => it === 'run.started');
    expect(starts).toHaveLength(2);
  });

  it('is one, whether the options are listed before or not', () => {
    const lines = ['pppd options in effect:', 'debug\t\t# (from /etc/ppp/options)', 'Using interface ppp0'];
    expect(facts(...lines)).toEqual(['run.started', 'config.read']);
  });

  it('has a connect script inside', () => {
    const lines = ['pppd 2.4.5 started by root, uid 0', 'chat[3]: send (ATZ^M)', 'Serial connection established.'];
    expect(told(...lines).facts.flatMap((it) => (it.fact === 'run.started' ? [it.level] : []))).toEqual([1, 2]);
  });
});

describe('packets', () => {
  const mine = 'sent [LCP ConfReq id=0x1 <asyncmap 0x0> <magic 0x1a>]';

  it('that come back are no answers', () => {
    expect(signs(mine, mine.replace('sent', 'rcvd'))).toEqual(['lcp-asked: 1', 'looped-back']);
    expect(signs(mine, 'rcvd [LCP ConfReq id=0x7 <magic 0x1a>]')).toEqual(['lcp-asked: 1', 'lcp-heard']);
    expect(signs(mine, 'rcvd [LCP ConfReq id=0x1 <magic 0x2b>]')).toEqual(['lcp-asked: 1', 'lcp-heard']);
  });

  it('open LCP when both ends agree', () => {
    const theirs = 'ConfAck id=0x9 <mru 1400> <auth pap>]';
    expect(facts(mine, `sent [LCP ${theirs}`, 'rcvd [LCP ConfAck id=0x1 <magic 0x1a>]')).toContain('ppp.lcp-opened');
  });

  it('name placeholders, addresses and disputes', () => {
    const [, offered] = told('rcvd [IPCP ConfNak id=0x1 <ms-dns1 10.11.12.13> <ms-dns3 10.11.12.14>]').facts;
    expect(offered).toMatchObject({ address: '0.0.0.0', placeholder: true });
    expect(signs('rcvd [IPCP ConfRej id=0x1 <addr 1.2.3.4>]')).toContain('ipcp-disputed: the address');
  });

  it('may have gone through a forum', () => {
    const [, offered] = told('rcvd [IPCP ConfNak id=0x1 &lt;addr 10.1.2.3&gt;]').facts;
    expect(offered).toMatchObject({ address: '10.1.2.3' });
  });
});

describe('the demand for a proof', () => {
  it('is told once, where it is said first', () => {
    const demand = [
      'pppd: The remote system (ggsn) is required to authenticate itself',
      "pppd: but I couldn't find any suitable secret (password) for it to use to do so.",
      'pppd: (None of the available passwords would let it use an IP address.)',
    ];
    expect(signs(...demand)).toEqual(['peer-must-prove-itself']);
    expect(told(...demand).facts.at(-1)?.at?.line).toBe(1);
    expect(signs(...demand.slice(1))).toContain('peer-must-prove-itself');
  });
});

describe('an exit code', () => {
  const statuses = (line: string) =>
    told(line).facts.flatMap((fact) => (fact.fact === 'pppd.exited' ? [fact.status] : []));

  it.each([
    ['pppd exited with return value 15', 15],
    ['The pppd daemon died unexpectedly! Exit status: 16', 16],
    ['Exit status: 8', 8],
    ['ERROR: pppd died with exit code 19', 19],
    ['PPP daemon has terminated, rc=7', 7],
    ['pppd returned 4', 4],
    ['ppp@uplink.service: Main process exited, code=exited, status=6/NOTCONFIGURED', 6],
  ])('is told by whoever started it: %s', (line, status) => {
    expect(statuses(line)).toEqual([status]);
  });

  it.each([
    'pppd exited after 12 seconds',
    'pppd died of signal 11',
    'pppd ended, error status 30 seconds later',
    'wvdial.service: Main process exited, code=exited, status=1/FAILURE',
  ])('is not in: %s', (line) => {
    expect(statuses(line)).toEqual([]);
  });
});
