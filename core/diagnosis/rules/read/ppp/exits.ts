import type { Rule } from '@dialtone/plugins';
import { call, exited, seen } from '../patterns.js';

const isFurther = call({ lcp: 'opened' });

/** What pppd's exit code 10 may mean where nothing else tells how far PPP came. */
const elsewhere = [
  isFurther,
  call({ lcp: ['silent', 'loopback', 'refused'] }),
  call({ dial: ['no-carrier', 'busy', 'no-answer', 'error', 'timeout'] }),
];

/** What pppd's exit code tells where the log has little else: KPPP's, wvdial's, a service's. */
export const exitRules: readonly Rule[] = [
  {
    cause: 'peer-auth-required',
    when: [exited(11)],
    unless: [call({ ipcp: 'up' })],
    confidence: 0.85,
    says: 'Our own pppd demanded that the network prove who it is, which no mobile network does (exit code 11).',
    remedy:
      'Put the line "noauth" into /etc/ppp/options or the peers file, and take "auth" and "require-…" out of them.',
  },
  {
    cause: 'port-busy',
    when: [exited(6)],
    unless: [isFurther],
    confidence: 0.75,
    says: 'pppd ended at once because it could not lock the serial port: another program has it, or left its lock behind (exit code 6).',
    remedy:
      'See who has it: sudo fuser -v /dev/ttyUSB*; if nobody does, take the old lock away: sudo rm /var/lock/LCK..ttyUSB0.',
  },
  {
    cause: 'port-missing',
    when: [exited(7)],
    unless: [isFurther, seen('port-not-permitted', 'port-busy', 'port-locked')],
    confidence: 0.5,
    says: 'pppd could not open the serial port (exit code 7): most often there is none of that name.',
    remedy: 'See which ports the modem has: ls -l /dev/ttyUSB* /dev/ttyACM*, and give pppd one of them.',
  },
  {
    cause: 'ipcp-no-address',
    when: [exited(10)],
    unless: elsewhere,
    confidence: 0.5,
    says: 'The two ends of PPP did not come to terms (exit code 10), and the log does not show at what: most often the network gave no address.',
    remedy:
      'Put "debug" into /etc/ppp/options and try again: the lines "sent" and "rcvd" show where it stops; AT+CGDCONT? shows the APN that the modem has.',
  },
  {
    cause: 'apn-missing',
    when: [exited(10), call({ context: 'none', technology: 'gsm' })],
    unless: elsewhere,
    confidence: 0.55,
    says: 'The two ends of PPP did not come to terms (exit code 10), and no APN was given to the modem before it dialled.',
    remedy:
      'Ask the modem with AT+CGDCONT? whether it has an APN stored; if not, set that of your carrier before dialling: AT+CGDCONT=1,"IP","APN".',
  },
  {
    cause: 'lcp-no-response',
    when: [exited(10)],
    unless: elsewhere,
    confidence: 0.4,
    says: 'The two ends of PPP did not come to terms (exit code 10): it may be that the other end never spoke PPP.',
    remedy: 'Put "debug" into /etc/ppp/options and try again: the lines "sent" and "rcvd" show where it stops.',
  },
  {
    cause: 'lcp-echo-timeout',
    when: [exited(15)],
    confidence: 0.85,
    says: 'pppd took the link down because the other end no longer answered its echoes (exit code 15).',
    remedy:
      'If that comes again and again after the same time, the other end answers none: put "lcp-echo-interval 0" and "lcp-echo-failure 0" into the options of pppd; otherwise move the stick or phone to a place with better signal.',
  },
];
