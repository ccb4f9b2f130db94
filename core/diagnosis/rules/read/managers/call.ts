import type { FactPattern, Rule } from '@dialtone/plugins';
import { call, seen } from '../patterns.js';
import { isFailed, isUp, simIsToBlame } from './states.js';

const setApn = 'nmcli connection modify NAME gsm.apn APN';
const isOnline = seen('activated');
const phase = (name: string): FactPattern => ({ fact: 'sign.seen', where: { sign: 'ppp-phase', detail: name } });
const gaveUp = seen('ppp-timed-out', 'ppp-failed', 'activation-failed');
const bySomeManager = { oneOf: ['NetworkManager', 'ModemManager', 'mmcli', 'nmcli'] };
const askDebug = 'Let NetworkManager log what pppd hears: sudo NM_PPP_DEBUG=1 NetworkManager --debug.';

/** How a call failed or ended, in the managers' words. */
export const callRules: readonly Rule[] = [
  {
    cause: 'apn-wrong',
    when: [seen('apn-refused')],
    unless: [isUp, seen('apn-not-given')],
    confidence: 0.88,
    says: 'The network does not accept the APN for this SIM[ ({sign.seen:detail})].',
    remedy: `Ask the carrier which APN this SIM has, and set it: ${setApn}[ (this looks like {carrier.suspected:name}: {carrier.suspected:apns})].`,
  },
  {
    cause: 'apn-missing',
    when: [isFailed, seen('apn-not-given')],
    unless: [isUp],
    confidence: 0.85,
    says: 'No APN was given, and the network needs one[ ({sign.seen:detail})].',
    remedy: `Set the one of your carrier: ${setApn}[ (this looks like {carrier.suspected:name}: {carrier.suspected:apns})].`,
  },
  {
    cause: 'apn-missing',
    when: [seen('apn-not-given')],
    unless: [isUp, isFailed],
    confidence: 0.5,
    says: 'The profile names no APN; some networks and modems need none, most do.',
    remedy: `Set the one of your carrier: ${setApn}; AT+CGDCONT? shows whether the modem has one of its own.`,
  },
  {
    cause: 'pdp-rejected',
    when: [seen('user-refused')],
    unless: [isUp, simIsToBlame],
    confidence: 0.8,
    says: 'The network refused the data connection for its user name, password or right to use this APN[ ({sign.seen:detail})].',
    remedy: `Set the user, password and APN that the carrier names for this SIM: ${setApn} gsm.username USER gsm.password PASSWORD.`,
  },
  {
    cause: 'auth-failed',
    when: [seen('user-refused')],
    unless: [isUp, simIsToBlame],
    confidence: 0.7,
    says: 'The user name or password may be wrong[ ({sign.seen:detail})].',
    remedy: 'Set those that the carrier names: nmcli connection modify NAME gsm.username USER gsm.password PASSWORD.',
  },
  {
    cause: 'pdp-rejected',
    when: [seen('context-refused')],
    unless: [isUp, simIsToBlame],
    confidence: 0.8,
    says: 'The network refused the data connection[ ({sign.seen:detail})].',
    remedy: 'Ask the carrier whether data is enabled on this SIM and which APN and IP type it has.',
  },
  {
    cause: 'no-carrier',
    when: [
      {
        fact: 'sign.seen',
        where: { sign: { oneOf: ['no-carrier', 'line-busy', 'no-answer', 'no-dialtone'] }, by: bySomeManager },
      },
    ],
    unless: [isUp, simIsToBlame],
    confidence: 0.66,
    says: 'The network did not take the call[ ({sign.seen:detail})].',
    remedy:
      'Look whether the modem is registered (mmcli -m 0) and whether the APN of the profile is that of this SIM; AT+CEER asks the modem why.',
  },
  {
    cause: 'no-carrier',
    when: [seen('call-failed'), seen('registered')],
    unless: [isUp, simIsToBlame],
    confidence: 0.62,
    says: 'The modem is registered, and the call failed all the same; nothing says why[ ({sign.seen:detail})].',
    remedy: 'Ask the modem right after it: mmcli -m 0 --command="AT+CEER" (ModemManager has to run with --debug).',
  },
  {
    cause: 'no-carrier',
    when: [seen('call-failed')],
    unless: [isUp, simIsToBlame],
    confidence: 0.5,
    says: 'The call failed, and nothing says why[ ({sign.seen:detail})].',
    remedy: 'Ask the modem right after it: mmcli -m 0 --command="AT+CEER" (ModemManager has to run with --debug).',
  },
  {
    cause: 'lcp-no-response',
    when: [gaveUp, phase('establish')],
    unless: [isOnline, phase('authenticate'), phase('network'), phase('running')],
    confidence: 0.66,
    says: 'The call was up, but PPP never got beyond its first step: the other end did not agree on a link.',
    remedy: `Unplug the stick for ten seconds and try again. ${askDebug}`,
  },
  {
    cause: 'auth-failed',
    when: [gaveUp, phase('authenticate')],
    unless: [isOnline, phase('network'), phase('running')],
    confidence: 0.62,
    says: 'PPP got as far as proving who we are, and no further.',
    remedy:
      'Set the user name and password that the carrier names: nmcli connection modify NAME gsm.username USER gsm.password PASSWORD.',
  },
  {
    cause: 'ipcp-no-address',
    when: [gaveUp, phase('network')],
    unless: [isOnline, phase('running')],
    confidence: 0.63,
    says: 'The call was up and PPP was agreed on, but the network gave no address before NetworkManager gave up.',
    remedy: `Check the APN: ${setApn}. ${askDebug}`,
  },
  {
    cause: 'lcp-no-response',
    // Whoever proves who he is, as nearly all sticks ask, is told of in pppd's log, with debug or without.
    when: [seen('ppp-timed-out', 'address-missing'), seen('link-attached'), call({ lcp: 'none', end: 'ours' })],
    unless: [isOnline, phase('authenticate'), phase('network'), phase('running'), call({ lcp: 'opened' })],
    confidence: 0.62,
    says: 'The call was up and pppd began, but nothing that the other end said is in its log before NetworkManager gave up.',
    remedy: `Unplug the stick for ten seconds and try again; see with usb-devices whether it has a port for PPP at all, since some have an NCM adapter instead. ${askDebug}`,
  },
  {
    cause: 'pppd-not-permitted',
    when: [seen('ppp-timed-out'), call({ ipcp: 'up' })],
    unless: [isOnline],
    confidence: 0.55,
    says: 'The link came up, and NetworkManager ended it all the same: its plugin in pppd could not tell it so over D-Bus.',
    remedy:
      'Look for what is refused to pppd at that time (journalctl -g "denied|rejected", SELinux, AppArmor), and install ppp and network-manager anew, of one release.',
  },
  {
    cause: 'ipcp-no-address',
    when: [seen('ppp-timed-out', 'address-missing')],
    unless: [
      isOnline,
      phase('establish'),
      phase('authenticate'),
      phase('network'),
      call({ ipcp: 'up' }),
      seen('apn-refused'),
    ],
    confidence: 0.6,
    says: 'The call was up, but no IP address came before NetworkManager gave up.',
    remedy: `Check the APN: ${setApn}. ${askDebug}`,
  },
  {
    cause: 'auth-failed',
    when: [seen('secrets-missing-for-call')],
    unless: [isOnline],
    confidence: 0.7,
    says: 'PPP asked for a user name and password, and NetworkManager had none to give.',
    remedy:
      'Set those that the carrier names (any word will do for most): nmcli connection modify NAME gsm.username USER gsm.password PASSWORD.',
  },
  {
    cause: 'auth-failed',
    when: [seen('secrets-missing-for-sim')],
    unless: [isUp, simIsToBlame, seen('modem-locked')],
    confidence: 0.5,
    says: 'NetworkManager needed a password that is not saved, and nobody was there to give it.',
    remedy: 'Save it in the profile: nmcli connection modify NAME gsm.password-flags 0 gsm.password PASSWORD.',
  },
  {
    cause: 'peer-terminated',
    when: [seen('network-detached')],
    unless: [seen('apn-refused', 'context-refused', 'user-refused')],
    confidence: 0.78,
    says: 'The network ended the data connection[ ({sign.seen:detail})].',
    remedy:
      'Look whether the data allowance of the SIM is used up; let NetworkManager connect again by itself: nmcli connection modify NAME connection.autoconnect yes.',
  },
  {
    cause: 'modem-hangup',
    when: [seen('connection-lost')],
    confidence: 0.6,
    says: 'The connection was up and was lost, and nothing says why[ ({sign.seen:detail})].',
    remedy: "Look at the signal (mmcli -m 0), and at the kernel's log for a stick that left the bus: dmesg | grep usb.",
  },
  {
    cause: 'usb-disconnect-loop',
    when: [seen('port-hung-up')],
    unless: [isOnline, seen('disconnected-by-user')],
    confidence: 0.62,
    says: 'The modem was gone while ModemManager used it: a port of it went away.',
    remedy: 'Try another USB port, without a hub or a long cable: most sticks that leave lack power; dmesg shows it.',
  },
  {
    cause: 'usb-disconnect-loop',
    when: [{ fact: 'sign.seen', where: { sign: 'connection-lost', detail: 'removed' } }],
    confidence: 0.65,
    says: 'The modem was gone in mid-call: it left the USB bus.',
    remedy: 'Try another USB port, without a hub or a long cable: most sticks that leave lack power; dmesg shows it.',
  },
];
