import type { FactName } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import type { Fact, FactPayloads } from './fact.js';
import { phrase } from './phrase.js';

type Samples = { readonly [N in FactName]: readonly [FactPayloads[N], string] };

const samples: Samples = {
  'dialtone.started': [
    { version: '0.1.0', simulate: 'mf627@three-uk', misbehave: ['apn-only=3internet'] },
    'Dialtone 0.1.0 started, simulating mf627@three-uk with apn-only=3internet',
  ],
  'dialtone.waiting': [{ limitMs: 15_000 }, 'No stick was there yet; it had 15.0 s to appear'],
  'simulation.started': [
    { device: 'mf627', carrier: 'three-uk', place: 'in-process', because: 'not root', delays: {} },
    'A virtual mf627 on three-uk was plugged in, inside this process: not root',
  ],
  'simulation.plugged': [
    {
      device: 'mf627',
      carrier: 'three-uk',
      vendor: '19d2',
      product: '0031',
      ports: [
        { interface: 1, path: '/dev/pts/4', role: 'at' },
        { interface: 3, path: '/dev/pts/5', role: 'data' },
      ],
    },
    'A virtual mf627 on three-uk is there as 19d2:0031, with at on /dev/pts/4, data on /dev/pts/5',
  ],
  'simulation.left': [{}, 'The virtual stick left its bus'],
  'simulation.served': [
    { address: '127.0.0.1', tcpPort: 3240, busid: '1-3' },
    'The virtual stick was offered over USB/IP as 1-3 on 127.0.0.1:3240',
  ],
  'simulation.attached': [
    { controller: 0, port: 2 },
    'The kernel took the virtual stick on port 2 of its virtual host controller 0',
  ],
  'plugin.loaded': [
    { plugin: 'acme', version: '1.0.0', instead: '0.9.0' },
    'Plugin acme 1.0.0 was loaded in place of 0.9.0',
  ],
  'plugin.unloaded': [{ plugin: 'acme' }, 'Plugin acme was taken away'],
  'plugin.refused': [{ plugin: 'odd', because: 'contract 2' }, 'Plugin odd was refused: contract 2'],
  'usb.plugged': [{ vendor: '19d2', product: '2000' }, 'A stick was plugged in: 19d2:2000'],
  'usb.left': [{ announced: false }, 'The stick was unplugged'],
  'usb.returned': [{ vendor: '19d2', product: '0031', ms: 1040 }, 'The stick came back as 19d2:0031 after 1.0 s'],
  'stage.entered': [{}, 'ppp began'],
  'stage.passed': [{ ms: 4066 }, 'ppp was passed in 4.1 s'],
  'step.passed': [{ step: 'wake', ms: 120 }, 'Step wake was passed in 0.1 s'],
  'device.recognised': [
    { device: 'mf627', model: 'MF627', plugin: 'zte', candidates: 3 },
    'Plugin zte recognised it as MF627, one of 3 with this id',
  ],
  'device.refined': [{ device: 'mf636', model: 'MF636', plugin: 'zte' }, 'Plugin zte told it apart as MF636'],
  'modeswitch.awaited': [
    { rule: '40-usb_modeswitch.rules', limitMs: 8000 },
    "The system's own rule (40-usb_modeswitch.rules) knew the stick and had 8.0 s to switch it",
  ],
  'modeswitch.tool-ended': [{ status: 0, said: 'Done' }, 'usb_modeswitch ended with status 0: Done'],
  'driver.bound': [
    { driver: 'option1', id: '19d2 0031 ff' },
    'No driver had claimed the stick; driver option1 was told to (19d2 0031 ff)',
  ],
  'driver.released': [
    { driver: 'option1', id: '19d2 0031 ff' },
    'Driver option1 was told to forget the id again (19d2 0031 ff)',
  ],
  'modeswitch.sent': [{ method: 'eject' }, 'The stick was told to leave its CD-ROM mode (eject)'],
  'ports.selected': [{ control: 1, data: 3, ports: [] }, 'USB interface 1 was taken for commands and 3 for data'],
  'port.opened': [{ port: 1, path: '/dev/ttyUSB1' }, 'USB interface 1 was opened as /dev/ttyUSB1'],
  'port.handed-over': [{ port: 3, to: 'pppd' }, 'USB interface 3 was handed over to pppd'],
  'port.closed': [{ port: 1 }, 'USB interface 1 was closed'],
  'at.sent': [{ port: 1, command: 'AT+CSQ' }, 'The modem was asked AT+CSQ'],
  'at.replied': [
    { port: 1, command: 'AT+CSQ', lines: ['+CSQ: 19,99'], result: 'OK', ok: true, ms: 20 },
    'The modem answered AT+CSQ with +CSQ: 19,99, OK',
  ],
  'at.unsolicited': [{ port: 1, line: '+ZUSIMR:2' }, 'The modem said +ZUSIMR:2 unasked'],
  'modem.identified': [{ manufacturer: 'ZTE', model: 'MF627' }, 'The modem said it is ZTE MF627'],
  'sim.state': [{ state: 'READY' }, 'The SIM said READY'],
  'sim.retries': [{ pin: 3, puk: 10 }, 'The SIM had 3 PIN tries left and 10 PUK tries'],
  'sim.unlocked': [{}, 'The SIM took the PIN'],
  'sim.read': [{ mccmnc: '23420' }, 'The SIM said whose it is: network 23420'],
  'standby.reached': [{ radio: 'off' }, 'The modem stood by with its radio off'],
  'operator.named': [{ code: '23420', name: '3 UK', technology: 2 }, 'The modem was on the network 3 UK'],
  'radio.mode': [{ mode: 'HSDPA' }, 'The radio was on HSDPA'],
  'signal.measured': [{ percent: 61, dbm: -75 }, 'The signal was 61 % (-75 dBm)'],
  'registration.changed': [
    { domain: 'packet', status: 3, registered: false, roaming: false },
    'The data network denied the SIM',
  ],
  'carrier.chosen': [
    { carrier: 'three-uk', name: 'Three UK', plugin: 'three-uk', mccmnc: '23420' },
    "The SIM's home 23420 is Three UK, known to plugin three-uk",
  ],
  'carrier.unknown': [{ mccmnc: '23420' }, "No plugin knew the SIM's home 23420"],
  'plan.resolved': [
    {
      apn: { value: 'three.co.uk', from: 'carrier', plugin: 'three-uk' },
      carrierApns: ['three.co.uk', '3internet'],
      passwordSet: false,
      number: { value: '*99***1#', from: 'default' },
      cid: { value: 1, from: 'default' },
      attempt: 1,
      of: 2,
    },
    'The plan was to dial *99***1# with APN three.co.uk, choice 1 of 2',
  ],
  'context.defined': [{ cid: 1, apn: '' }, "Data context 1 was defined with the subscription's default APN"],
  'context.refused': [{ cid: 1, result: '+CME ERROR: 3' }, 'The modem refused to store data context 1 (+CME ERROR: 3)'],
  'context.kept': [
    { because: 'no APN is known' },
    'The data contexts stored in the modem were left as they were: no APN is known',
  ],
  'context.listed': [{ cid: 1, defined: false }, 'The modem had no data context 1 defined'],
  'context.active': [{ cid: 1, active: false }, 'Data context 1 was not active'],
  'modem.cause': [
    { text: 'Requested service option not subscribed', decisive: true },
    'The modem gave as the reason: Requested service option not subscribed',
  ],
  'dial.connected': [{ number: '*99#', text: 'CONNECT 7200000' }, 'The modem said CONNECT 7200000 to *99#'],
  'ppp.started': [
    { engine: 'userspace', because: 'there is no /dev/ppp' },
    'PPP began with engine userspace: there is no /dev/ppp',
  ],
  'pppd.said': [{ line: 'Serial connection established.' }, 'pppd said: Serial connection established.'],
  'pppd.exited': [{ status: 16, means: 'the modem hung up' }, 'pppd ended with status 16 (the modem hung up)'],
  'ppp.lcp-opened': [{ auth: 'chap', mru: 1500 }, 'LCP opened; the peer asked for CHAP'],
  'ppp.auth-started': [{ protocol: 'chap' }, 'CHAP began'],
  'ppp.auth-succeeded': [{ protocol: 'chap' }, 'CHAP succeeded'],
  'ppp.auth-refused': [{ protocol: 'pap', message: 'no such user' }, 'PAP was refused: "no such user"'],
  'ppp.ipcp-sent': [{ count: 3 }, 'IPCP: no answer to 3 requests'],
  'ppp.ipcp-offered': [
    { address: '10.64.3.7', dns: ['10.11.12.13', '10.11.12.14'], placeholder: true },
    'IPCP: the name servers offered (10.11.12.13, 10.11.12.14) are placeholders, which means "not up yet"',
  ],
  'ppp.protocol-rejected': [{ protocol: '8021' }, 'The peer does not speak IPCP'],
  'ppp.terminate-received': [
    { message: 'No network protocols running', up: false },
    'The peer ended the link before it was up: "No network protocols running"',
  ],
  'ppp.silence-suspected': [
    { ms: 6020, causes: ['apn-missing'] },
    'IPCP had been silent for 6.0 s; suspected: apn-missing',
  ],
  'ppp.up': [
    { address: '10.64.3.7', peer: '10.64.64.64', dns: ['217.171.132.0'] },
    'IP came up with 10.64.3.7 and name servers 217.171.132.0',
  ],
  'ppp.ended': [{ because: 'closed' }, 'PPP ended: closed'],
  'link.attached': [{ engine: 'userspace', interface: 'tun0' }, 'The link became interface tun0 (userspace)'],
  'route.set': [
    { interface: 'dialtone0', metric: 700 },
    "The default route was set to dialtone0, behind the machine's own (metric 700)",
  ],
  'route.not-set': [
    { interface: 'dialtone0', because: 'the kernel did not take it (EPERM)' },
    'The default route was not set to dialtone0: the kernel did not take it (EPERM)',
  ],
  'route.removed': [{ interface: 'dialtone0' }, 'The default route to dialtone0 was taken away'],
  'dns.set': [
    { by: 'resolvectl', interface: 'dialtone0', servers: ['172.30.139.17'] },
    'The name servers 172.30.139.17 were given to resolvectl',
  ],
  'dns.not-set': [
    { servers: ['172.30.139.17'], because: 'neither resolvectl nor resolvconf is there' },
    'The name servers 172.30.139.17 were not set: neither resolvectl nor resolvconf is there',
  ],
  'dns.removed': [
    { by: 'resolvectl', interface: 'dialtone0' },
    'The name servers of dialtone0 were taken back from resolvectl',
  ],
  'link.probed': [{ ok: true, rttMs: 41.3, names: false }, 'A ping came back in 41 ms; no name server answered'],
  online: [{}, 'The stick was online'],
  'walk.started': [{}, 'A walk through the corridor began'],
  'walk.ended': [
    { exit: 'ppp.ipcp-silent', detail: '3 requests' },
    'The walk ended: nobody answered at IPCP (3 requests)',
  ],
  'recovery.chosen': [
    { action: 'next-profile', on: 'ppp.ipcp-silent', count: 1, upTo: 2, waitMs: 0, saidBy: 'core' },
    'Recovery chose next profile (1 of 2) after ppp.ipcp-silent',
  ],
  'recovery.exhausted': [
    { on: 'init.no-signal', waitMs: 60_000 },
    'Nothing was left to try; the next round begins in 60.0 s',
  ],
  'memory.used': [{ what: 'profile', detail: '3internet' }, 'What was remembered was used, profile: 3internet'],
  'memory.failed': [{ because: 'memory.json is damaged.' }, 'memory.json is damaged'],
  'memory.kept': [
    { what: 'profile', detail: '3internet' },
    'This was remembered for the next time, profile: 3internet',
  ],
  'leftover.removed': [
    { what: 'name servers of dialtone0' },
    'Left behind by an earlier Dialtone and taken away: name servers of dialtone0',
  ],
  'profile.offered': [{ name: 'Three UK', uuid: 'u' }, 'NetworkManager was given the profile "Three UK"'],
  'profile.not-offered': [{ because: 'it was deleted' }, 'NetworkManager was given no profile: it was deleted'],
  'bus.joined': [
    { name: 'org.freedesktop.ModemManager1' },
    'Dialtone answered on the system bus as org.freedesktop.ModemManager1',
  ],
  'bus.lost': [{}, 'The system bus went away'],
  'wanted.changed': [{ level: 'off' }, 'What was asked for became "off"'],
  verdict: [{ online: false, stage: 'ppp', causes: [], totalMs: 1 }, 'The verdict was: not online'],
  'run.started': [{ by: 'wvdial', level: 0 }, 'wvdial began to connect'],
  'sign.seen': [
    { sign: 'port-missing', by: 'wvdial', detail: '/dev/ttyUSB2' },
    'The device node does not exist (/dev/ttyUSB2)',
  ],
  'config.read': [{ tool: 'wvdial', key: 'Phone', value: '*99#' }, 'Phone was set to *99#'],
  'config.flaw': [
    { flaw: 'unquoted-apn', tool: 'wvdial', key: 'Init3', line: 'AT+CGDCONT=1,IP,x', better: 'AT+CGDCONT=1,"IP","x"' },
    'The APN stood without quotes: AT+CGDCONT=1,IP,x; better: AT+CGDCONT=1,"IP","x"',
  ],
  'usb.described': [
    { vendor: '12d1', product: '1446', name: 'Huawei E1750', mode: 'storage', driver: 'usb-storage' },
    'Huawei E1750 was on the bus as 12d1:1446, still a CD-ROM, driver usb-storage',
  ],
  'carrier.suspected': [
    { carrier: 'three-uk', name: 'Three UK', apns: ['three.co.uk'], because: 'the operator was named' },
    'The carrier was taken to be Three UK: the operator was named',
  ],
  'call.summed': [
    {
      dial: 'connect',
      lcp: 'opened',
      auth: 'passed',
      ipcp: 'silent',
      end: 'failed',
      context: 'none',
      technology: 'gsm',
    },
    'The call in short: dial connect, LCP opened, authentication passed, IPCP silent, end failed',
  ],
};

const told = (fact: FactName, payload: object): string => phrase({ stage: 'ppp', ...payload, fact, t: 0 } as Fact);

describe('phrase', () => {
  it.each(Object.entries(samples))('%s', (fact, [payload, sentence]) => {
    expect(told(fact as FactName, payload)).toBe(sentence);
  });

  it.each([
    ['link.probed', { ok: true, names: true }, 'No ping came back; a name server answered'],
    [
      'ppp.silence-suspected',
      { ms: 6020, causes: [], offered: 'placeholders' },
      'IPCP had named nothing but placeholders for 6.0 s',
    ],
    [
      'ppp.silence-suspected',
      { ms: 6020, causes: [], offered: 'address' },
      'IPCP had offered an address and not agreed to it for 6.0 s',
    ],
    ['ppp.ipcp-sent', { count: 1 }, 'IPCP: the first request was sent'],
    ['ppp.protocol-rejected', { protocol: 'c227' }, 'The peer does not speak protocol c227'],
    [
      'at.replied',
      { command: 'AT', lines: [], result: 'timeout', ms: 1000 },
      'The modem did not answer AT within 1.0 s',
    ],
    [
      'registration.changed',
      { domain: 'eps', status: 5, registered: true, roaming: true },
      'The LTE network took the SIM as a roaming guest',
    ],
  ] as const)('%s, told otherwise', (fact, payload, sentence) => {
    expect(told(fact, payload)).toBe(sentence);
  });

  it('lets no escape sequence of the far end through', () => {
    expect(told('ppp.terminate-received', { message: '\u001b]0;owned\u0007\r\nbye\u009b2J', up: true })).toBe(
      'The peer ended the link: "]0;owned bye2J"',
    );
  });
});
