import type { StageName } from '@dialtone/plugins';
import type { Fact, FactBody } from '../facts/fact.js';

const on = (stage: StageName | undefined, t: number, body: FactBody): Fact => ({
  ...body,
  t,
  stick: '1-1',
  ...(stage === undefined ? {} : { stage }),
});

const reply = (t: number, command: string, ...lines: readonly string[]): Fact =>
  on('init', t, { fact: 'at.replied', port: 1, command, lines, result: 'OK', ok: true, ms: 20 });

const beginning: readonly Fact[] = [
  { t: 0, fact: 'dialtone.started', version: '0.1.0', simulate: 'mf627@three-uk' },
  {
    t: 12,
    fact: 'simulation.started',
    device: 'mf627',
    carrier: 'three-uk',
    place: 'in-process',
    because: 'only root may have a network namespace',
    delays: { commandMs: 20, reenumerateMs: 1000, registerMs: 4000, dialMs: 500 },
  },
  { t: 13, fact: 'dialtone.waiting' },
  { t: 20, fact: 'usb.plugged', stick: '1-1', vendor: '19d2', product: '2000' },
  on(undefined, 21, { fact: 'wanted.changed', level: 'online' }),
  on(undefined, 21, { fact: 'walk.started' }),
];

const toReady: readonly Fact[] = [
  on('detect', 22, { fact: 'stage.entered' }),
  on('detect', 23, { fact: 'device.recognised', device: 'mf627', model: 'MF627', plugin: 'zte', candidates: 1 }),
  on('detect', 24, { fact: 'stage.passed', ms: 2 }),
  on('modeswitch', 24, { fact: 'stage.entered' }),
  on('modeswitch', 25, { fact: 'modeswitch.sent', method: 'eject' }),
  on('modeswitch', 30, { fact: 'usb.left', announced: true }),
  on('modeswitch', 1030, { fact: 'usb.returned', vendor: '19d2', product: '0031', ms: 1000 }),
  on('modeswitch', 1031, { fact: 'stage.passed', ms: 1007 }),
  on('port-select', 1031, { fact: 'stage.entered' }),
  on('port-select', 1060, {
    fact: 'ports.selected',
    control: 1,
    data: 3,
    ports: [
      { interface: 0, role: 'diag', path: '/dev/pts/3' },
      { interface: 1, role: 'at', path: '/dev/pts/4' },
      { interface: 2, role: 'ignore' },
      { interface: 3, role: 'data', path: '/dev/pts/5' },
    ],
  }),
  on('port-select', 1070, { fact: 'stage.passed', ms: 39 }),
  on('init', 1070, { fact: 'stage.entered' }),
  reply(1092, 'AT'),
  reply(1113, 'AT+CGMM', 'MF627'),
  on('init', 1115, {
    fact: 'modem.identified',
    manufacturer: 'ZTE INCORPORATED',
    model: 'MF627',
    revision: 'BD_P671A2V1.0.0B03',
  }),
  reply(1135, 'AT+CPIN?', '+CPIN: READY'),
  on('init', 1136, { fact: 'sim.state', state: 'READY' }),
  on('init', 1160, {
    fact: 'registration.changed',
    domain: 'packet',
    status: 2,
    registered: false,
    roaming: false,
  }),
  on('init', 5090, { fact: 'registration.changed', domain: 'packet', status: 1, registered: true, roaming: false }),
  on('init', 5090, { fact: 'registration.changed', domain: 'circuit', status: 0, registered: false, roaming: false }),
  on('init', 5091, { fact: 'radio.mode', mode: 'HSDPA' }),
  on('init', 5092, { fact: 'signal.measured', percent: 61, dbm: -75 }),
];

/** The story's stick with its carrier pack: plug to online. */
export const happyRun: readonly Fact[] = [
  ...beginning,
  ...toReady,
  on('init', 5112, {
    fact: 'carrier.chosen',
    carrier: 'three-uk',
    name: 'Three UK',
    plugin: 'three-uk',
    mccmnc: '23420',
  }),
  on('init', 5113, {
    fact: 'plan.resolved',
    apn: { value: 'three.co.uk', from: 'carrier', plugin: 'three-uk' },
    profile: 'Mobile broadband',
    carrierApns: ['three.co.uk', '3internet'],
    passwordSet: false,
    number: { value: '*99***1#', from: 'default' },
    cid: { value: 1, from: 'default' },
    attempt: 1,
    of: 2,
  }),
  on('init', 5135, { fact: 'context.defined', cid: 1, apn: 'three.co.uk' }),
  on('init', 5136, { fact: 'stage.passed', ms: 4066 }),
  on('dial', 5136, { fact: 'stage.entered' }),
  on('dial', 5660, { fact: 'dial.connected', number: '*99***1#', text: 'CONNECT 7200000' }),
  on('dial', 5660, { fact: 'stage.passed', ms: 524 }),
  on('ppp', 5660, { fact: 'stage.entered' }),
  on('ppp', 5661, { fact: 'ppp.started', engine: 'userspace', because: 'this process may not use pppd' }),
  on('ppp', 5670, { fact: 'ppp.lcp-opened', auth: 'chap', mru: 1500 }),
  on('ppp', 5680, { fact: 'ppp.auth-succeeded', protocol: 'chap' }),
  on('ppp', 5690, {
    fact: 'ppp.up',
    address: '10.64.3.7',
    peer: '10.64.64.64',
    dns: ['217.171.132.0', '217.171.135.0'],
  }),
  on('ppp', 5691, { fact: 'link.attached', engine: 'userspace' }),
  on('ppp', 5735, { fact: 'link.probed', ok: true, rttMs: 41.3, names: true }),
  on('ppp', 5736, { fact: 'stage.passed', ms: 76 }),
  on('ppp', 5736, { fact: 'online' }),
  on('ppp', 5737, {
    fact: 'verdict',
    online: true,
    engine: 'userspace',
    address: '10.64.3.7',
    dns: ['217.171.132.0', '217.171.135.0'],
    apn: { value: 'three.co.uk', from: 'carrier', plugin: 'three-uk' },
    probe: { ok: true, rttMs: 41.3, names: true },
    stages: { detect: 2, modeswitch: 1007, 'port-select': 39, init: 4066, dial: 524, ppp: 76 },
    totalMs: 5716,
  }),
];

/** What comes after the wish to leave. */
export const leaving: readonly Fact[] = [
  on('ppp', 7000, { fact: 'wanted.changed', level: 'off' }),
  on('ppp', 7010, { fact: 'ppp.ended', because: 'closed' }),
  on('ppp', 7020, { fact: 'port.closed', port: 3 }),
];

/** The 2009 failure: no carrier pack, so no APN; CONNECT and CHAP work, IPCP stays silent. */
export const failedRun: readonly Fact[] = [
  ...beginning,
  ...toReady,
  on('init', 5112, { fact: 'carrier.unknown', mccmnc: '23420' }),
  on('init', 5113, {
    fact: 'plan.resolved',
    carrierApns: [],
    passwordSet: false,
    number: { value: '*99#', from: 'default' },
    cid: { value: 1, from: 'default' },
    attempt: 1,
    of: 1,
  }),
  on('init', 5136, { fact: 'stage.passed', ms: 4066 }),
  on('dial', 5136, { fact: 'stage.entered' }),
  on('dial', 5660, { fact: 'dial.connected', number: '*99#', text: 'CONNECT 7200000' }),
  on('dial', 5660, { fact: 'stage.passed', ms: 524 }),
  on('ppp', 5660, { fact: 'stage.entered' }),
  on('ppp', 5680, { fact: 'ppp.auth-succeeded', protocol: 'chap' }),
  on('ppp', 11690, { fact: 'ppp.ipcp-sent', count: 3 }),
  on('ppp', 11700, { fact: 'ppp.silence-suspected', ms: 6020, causes: ['apn-missing'] }),
  on('ppp', 11760, { fact: 'walk.ended', exit: 'ppp.ipcp-silent', detail: '3 requests' }),
  on('ppp', 11762, {
    fact: 'verdict',
    online: false,
    stage: 'ppp',
    causes: [
      {
        id: 'apn-missing',
        layer: 'init',
        confidence: 0.9,
        says: 'No APN was set, so the network opened no data context.',
        remedy: 'Install the carrier pack for 23420, or give the APN: dialtone up --apn NAME.',
        evidence: [
          { t: 5660, fact: 'dial.connected', text: 'The modem said CONNECT 7200000 to *99#' },
          { t: 5680, fact: 'ppp.auth-succeeded', text: 'CHAP succeeded' },
          { t: 11690, fact: 'ppp.ipcp-sent', text: 'IPCP: no answer to 3 requests' },
        ],
      },
      {
        id: 'pdp-rejected',
        layer: 'ppp',
        confidence: 0.3,
        says: 'The network refused the data context.',
        remedy: 'Ask the carrier.',
        evidence: [],
      },
    ],
    totalMs: 11741,
  }),
];

/** The first profile fails, the second one works: what lies between two walks. */
export const nextProfile: readonly Fact[] = [
  on('ppp', 12000, { fact: 'walk.ended', exit: 'ppp.ipcp-silent' }),
  on('ppp', 12001, {
    fact: 'recovery.chosen',
    action: 'next-profile',
    on: 'ppp.ipcp-silent',
    count: 1,
    upTo: 2,
    waitMs: 0,
    saidBy: 'core',
  }),
  on('ppp', 12010, { fact: 'walk.started' }),
];
