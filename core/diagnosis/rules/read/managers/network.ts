import type { FactPattern, Rule } from '@dialtone/plugins';
import type { Sign } from '../../../../facts/signs/index.js';
import { call, seen } from '../patterns.js';
import { isFailed, isRegistered, simIsToBlame, wasMade } from './states.js';

const isDenied = seen('registration-denied', 'roaming-refused');
const heard = seen('searching', 'no-signal', 'registration-denied');
/** Somebody dials by himself, and NetworkManager's word on radios is not about that. */
const isDialled: FactPattern = {
  fact: 'run.started',
  where: { by: { oneOf: ['wvdial', 'pppd', 'chat', 'comgt'] } },
};
const tellsSim = 'Try the SIM in a phone at the same place: that tells the SIM from the modem.';

const notRegistered = (sign: Sign, confidence: number): Rule => ({
  cause: 'not-registered',
  when: [seen(sign)],
  unless: [...wasMade, isRegistered, isDenied, simIsToBlame, seen('no-signal', 'radio-off')],
  confidence,
  says: 'No network took the modem in[ ({sign.seen:detail})].',
  remedy: `Look at its state and signal: mmcli -m 0. ${tellsSim}`,
});

/** Radio and registration, as the managers tell of them. */
export const networkRules: readonly Rule[] = [
  {
    cause: 'radio-off',
    when: [seen('radio-off')],
    unless: [seen('radio-on'), isDialled, ...wasMade, isRegistered, heard, simIsToBlame],
    confidence: 0.85,
    says: 'The radio of the modem is switched off[ ({sign.seen:detail})].',
    remedy:
      'Switch it on: rfkill unblock wwan, then nmcli radio wwan on; a key or switch of the notebook may block it too.',
  },
  {
    cause: 'radio-off',
    when: [{ fact: 'sign.seen', where: { sign: 'radio-off', detail: { contains: 'state file' } } }],
    unless: [isDialled, ...wasMade, isRegistered, heard, simIsToBlame],
    confidence: 0.8,
    says: 'NetworkManager keeps the radio of the modem switched off, as somebody once told it to.',
    remedy: 'Switch it on for good: nmcli radio wwan on.',
  },
  {
    cause: 'radio-off',
    when: [seen('low-power')],
    unless: [...wasMade, isRegistered, heard, simIsToBlame, seen('modem-locked', 'init-failed')],
    confidence: 0.62,
    says: 'The modem is in its low-power state: its radio is off, so it looks for no network.',
    remedy:
      'Enable it: mmcli -m 0 --enable; if that is refused, the modem may want its FCC unlock: look into /etc/ModemManager/fcc-unlock.d.',
  },
  {
    cause: 'no-signal',
    when: [seen('no-signal')],
    unless: [
      ...wasMade,
      isRegistered,
      isDenied,
      simIsToBlame,
      { fact: 'signal.measured', where: { percent: { atLeast: 1 } } },
    ],
    confidence: 0.8,
    says: 'The modem hears no network: its signal is nought.',
    remedy: 'Screw the antenna on, or move the stick to a window with an extension cable.',
  },
  {
    cause: 'registration-denied',
    when: [seen('registration-denied')],
    unless: [...wasMade, isRegistered, simIsToBlame],
    confidence: 0.86,
    says: 'The network refuses this SIM[ ({sign.seen:detail})].',
    remedy: 'Ask the carrier whether the SIM is active and allowed for data on this network and in this kind of modem.',
  },
  {
    cause: 'registration-denied',
    when: [seen('roaming-refused')],
    unless: [...wasMade, simIsToBlame],
    confidence: 0.87,
    says: 'The network does not let this SIM roam here[ ({sign.seen:detail})].',
    remedy:
      'Ask the carrier to allow roaming for the SIM, and allow it in the profile: nmcli connection modify NAME gsm.home-only no.',
  },
  notRegistered('registration-timed-out', 0.76),
  notRegistered('no-network-service', 0.77),
  {
    cause: 'not-registered',
    when: [seen('registration-idle'), call({ end: 'hang-up', ipcp: ['none', 'started', 'silent'] })],
    unless: [isRegistered, isDenied, simIsToBlame],
    confidence: 0.7,
    says: 'The modem was not registered with any network when it was dialled: its CONNECT was its own, and it hung up at once.',
    remedy: `Wait until AT+CREG? answers 0,1 or 0,5; AT+COPS=0 makes it look for a network. ${tellsSim}`,
  },
  {
    cause: 'not-registered',
    when: [isFailed, seen('searching')],
    unless: [...wasMade, isRegistered, isDenied, simIsToBlame],
    confidence: 0.7,
    says: 'The modem was still looking for a network when it was to connect.',
    remedy: `Wait until mmcli -m 0 shows it registered. ${tellsSim}`,
  },
  {
    cause: 'not-registered',
    when: [{ fact: 'sign.seen', where: { sign: 'searching', by: 'mmcli' } }],
    unless: [...wasMade, isRegistered, isDenied, simIsToBlame],
    confidence: 0.66,
    says: 'The modem is looking for a network, and none has taken it in.',
    remedy: `Wait a minute and look at it again: mmcli -m 0. ${tellsSim}`,
  },
  {
    cause: 'not-registered',
    when: [seen('searching')],
    unless: [...wasMade, isRegistered, isDenied, simIsToBlame],
    confidence: 0.55,
    says: 'The modem was looking for a network until the log ends.',
    remedy: `Look at its state and signal now: mmcli -m 0. ${tellsSim}`,
  },
];
