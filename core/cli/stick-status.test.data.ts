import type { StickStatus } from '../dbus/status.js';

const plugged: StickStatus = {
  stick: '1-3',
  modem: '/org/freedesktop/ModemManager1/Modem/0',
  device: 'MF627',
  doing: 'standing-by',
  stage: 'init',
  wanted: 'standby',
  times: { detect: 2, modeswitch: 1007, 'port-select': 39 },
  causes: [],
};

const served: StickStatus = {
  ...plugged,
  carrier: 'Three UK',
  operator: '3',
  signalPercent: 61,
  wanted: 'online',
  times: { ...plugged.times, init: 4066, dial: 524 },
  plan: {
    apn: { value: 'three.co.uk', from: 'carrier', plugin: 'three-uk' },
    profile: 'Mobile broadband',
    carrierApns: ['three.co.uk', '3internet'],
    passwordSet: false,
    number: { value: '*99***1#', from: 'device', plugin: 'zte' },
    cid: { value: 1, from: 'default' },
    attempt: 1,
    of: 2,
  },
};

/** How sticks may stand. */
export const standing = {
  plugged,
  connecting: { ...served, doing: 'walking', stage: 'dial' },
  online: {
    ...served,
    doing: 'online',
    stage: 'ppp',
    times: { ...served.times, ppp: 76 },
    link: {
      engine: 'pppd',
      interface: 'ppp0',
      address: '10.64.3.7',
      peer: '10.64.64.64',
      dns: ['217.171.132.0', '217.171.135.0'],
    },
  },
  wrongApn: {
    ...served,
    doing: 'pausing',
    stage: 'ppp',
    plan: {
      apn: { value: 'internet', from: 'request' },
      user: { value: 'guest', from: 'request' },
      passwordSet: true,
      carrierApns: ['three.co.uk', '3internet'],
      number: { value: '*99***1#', from: 'default' },
      cid: { value: 1, from: 'default' },
      attempt: 1,
      of: 1,
    },
    lastExit: { exit: 'ppp.ipcp-silent', detail: '3 requests' },
    causes: [
      {
        id: 'apn-wrong',
        layer: 'init',
        confidence: 0.9,
        says: 'The APN "internet" is not one of Three UK.',
        remedy: 'Use three.co.uk.',
        evidence: [
          { t: 86_400_000, fact: 'dial.connected', text: 'The modem said CONNECT 7200000 to *99***1#' },
          { t: 86_406_030, fact: 'ppp.ipcp-sent', text: 'IPCP: no answer to 3 requests' },
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
  },
  pinNeeded: {
    ...plugged,
    doing: 'pausing',
    wanted: 'standby',
    lastExit: { exit: 'init.pin-required' },
    causes: [
      {
        id: 'sim-pin-required',
        layer: 'init',
        confidence: 1,
        says: 'The SIM wants its PIN.',
        remedy: 'Give it: nmcli asks, or put it into the connection.',
        evidence: [{ t: 1200, fact: 'sim.state', text: 'The SIM said SIM PIN' }],
      },
    ],
  },
  unknown: {
    stick: '2-1',
    doing: 'pausing',
    stage: 'detect',
    wanted: 'standby',
    times: {},
    lastExit: { exit: 'detect.unknown-device' },
    causes: [
      {
        id: 'unknown-device',
        layer: 'detect',
        confidence: 1,
        says: 'No plugin knows 12d1:1446.',
        remedy: 'Install a plugin for it.',
        evidence: [{ t: 30, fact: 'usb.plugged', text: 'USB device 12d1:1446 was plugged in' }],
      },
    ],
  },
  justPlugged: { stick: '2-1', doing: 'walking', wanted: 'standby', times: {}, causes: [] },
} as const satisfies Readonly<Record<string, StickStatus>>;
