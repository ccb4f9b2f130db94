import type { Rule } from '@dialtone/plugins';
import { call, exited, seen } from '../patterns.js';

const isUp = call({ ipcp: 'up' });
const isFurther = call({ lcp: 'opened' });

/** LCP, authentication, and how a link that was up ended. */
export const linkRules: readonly Rule[] = [
  {
    cause: 'lcp-no-response',
    when: [call({ lcp: 'silent' })],
    unless: [isFurther],
    confidence: 0.75,
    says: 'The call was up, but the other end never answered PPP: nothing came back to our LCP requests.',
    remedy:
      'Unplug the stick for ten seconds and try again; if it stays so, use the other port of the stick for data (for many ttyUSB0), and the number *99# (#777 on CDMA).',
  },
  {
    cause: 'lcp-no-response',
    when: [call({ lcp: 'refused' })],
    unless: [isFurther],
    confidence: 0.68,
    says: 'The other end spoke PPP, but the two never agreed: our requests were not answered.',
    remedy:
      'Put these lines into the options of pppd: asyncmap 0, nopcomp, noaccomp, novj, noccp; and let pppd log with "debug".',
  },
  {
    cause: 'lcp-no-response',
    when: [call({ lcp: 'silent' }), seen('line-not-clean')],
    unless: [isFurther],
    confidence: 0.78,
    says: 'The other end never answered PPP, and what came over the line was plain text: the modem was not in a call, or no longer.',
    remedy:
      "Let the connect script wait for the call: CONNECT '' behind the line that dials, and ABORT 'NO CARRIER' at its head; chat -v logs what the modem says to it. If it says CONNECT, use another port of the modem.",
  },
  {
    cause: 'lcp-no-response',
    when: [seen('line-not-clean')],
    unless: [isFurther],
    confidence: 0.7,
    says: 'What came over the line was no PPP: the other end was a modem in command mode, or another device.',
    remedy:
      'Unplug the stick for ten seconds, and let a connect script dial before PPP begins (connect "chat -v -f FILE").',
  },
  {
    cause: 'lcp-no-response',
    when: [seen('link-attached'), call({ lcp: 'none', end: 'ours' })],
    unless: [isFurther],
    confidence: 0.45,
    says: 'Nothing came of the call before it was given up; the log does not show how far PPP got.',
    remedy: 'Put "debug" into /etc/ppp/options and try again: the lines "sent" and "rcvd" show where it stops.',
  },
  {
    cause: 'serial-loopback',
    when: [call({ lcp: 'loopback' })],
    unless: [isUp],
    confidence: 0.85,
    says: 'pppd got its own frames back: the modem was not in a call, it echoed as in command mode.',
    remedy:
      'Let a connect script dial before PPP begins (connect "chat -v -f FILE"), and unplug the stick for ten seconds before the next try.',
  },
  {
    cause: 'auth-failed',
    when: [call({ auth: 'refused' })],
    unless: [isUp],
    confidence: 0.85,
    says: 'The network refused the user name or password[: {ppp.auth-refused:message}].',
    remedy:
      "Set the ones that the carrier names for this SIM, in the dialler's configuration or in /etc/ppp/pap-secrets and /etc/ppp/chap-secrets.",
  },
  {
    cause: 'auth-failed',
    when: [call({ auth: 'started', end: 'peer' })],
    unless: [isUp],
    confidence: 0.65,
    says: 'The network ended the link while we were proving who we are[: "{ppp.terminate-received:message}"].',
    remedy:
      "Set the user name and password that the carrier names for this SIM, in the dialler's configuration or in /etc/ppp/pap-secrets and /etc/ppp/chap-secrets.",
  },
  {
    cause: 'auth-failed',
    when: [seen('secrets-missing'), call({ end: ['peer', 'hang-up', 'failed'] })],
    unless: [isUp, call({ auth: 'passed' }), { fact: 'ppp.ipcp-sent' }],
    confidence: 0.75,
    says: 'The network asked for a user name and password, and pppd had none to give.',
    remedy:
      'Give pppd a user (line "user NAME" in the peers file) and its password in /etc/ppp/pap-secrets and /etc/ppp/chap-secrets: NAME * PASSWORD.',
  },
  {
    cause: 'auth-failed',
    when: [seen('secrets-missing')],
    unless: [isUp, call({ auth: 'passed' }), { fact: 'ppp.ipcp-sent' }],
    confidence: 0.45,
    says: 'The network asked for a user name and password, and pppd had none to give; most networks go on without.',
    remedy:
      'Give pppd a user (line "user NAME" in the peers file) and its password in /etc/ppp/pap-secrets and /etc/ppp/chap-secrets: NAME * PASSWORD.',
  },
  {
    cause: 'auth-failed',
    when: [call({ auth: 'started', end: 'hang-up' })],
    unless: [isUp],
    confidence: 0.5,
    says: 'The modem hung up while we were proving who we are: the network may refuse the user name or password.',
    remedy: "Set the ones that the carrier names for this SIM, in the dialler's configuration.",
  },
  {
    cause: 'lcp-echo-timeout',
    when: [call({ end: 'echo' })],
    confidence: 0.85,
    says: 'The link went dead: the other end no longer answered echoes, so pppd took it down.',
    remedy:
      'Move the stick to a place with better signal; if the link is well apart from that, the network answers no echoes: put "lcp-echo-interval 0" into the options of pppd.',
  },
  {
    cause: 'peer-terminated',
    when: [call({ ipcp: 'up', end: 'peer' })],
    confidence: 0.8,
    says: 'The network ended a link that was up[: "{ppp.terminate-received:message}"][, after {call.summed:heldSeconds} seconds].',
    remedy:
      'Look whether the data allowance of the SIM is used up; otherwise let pppd dial again by itself: "persist" and "maxfail 0" in its options.',
  },
  {
    cause: 'idle-timeout',
    when: [exited(12, 13)],
    confidence: 0.85,
    says: 'pppd ended the link by a limit of our own, for being idle or for its time.',
    remedy:
      'Take the limit out: "idle 0" and no "maxconnect" in the options of pppd, "Idle Seconds = 0" in wvdial.conf.',
  },
  {
    cause: 'idle-timeout',
    when: [call({ end: 'idle' })],
    confidence: 0.9,
    says: 'The link was ended by a limit of our own, for being idle or for its time.',
    remedy:
      'Take the limit out: "idle 0" and no "maxconnect" in the options of pppd, "Idle Seconds = 0" in wvdial.conf.',
  },
  {
    cause: 'modem-hangup',
    when: [call({ end: 'hang-up' })],
    unless: [call({ dial: 'no-carrier' })],
    confidence: 0.6,
    says: 'The modem hung up and nothing in the log says why.',
    remedy:
      'Look at what the kernel says in that moment (dmesg | tail -30): a stick that leaves the bus lacks power; otherwise move it to a place with better signal.',
  },
  {
    cause: 'modem-hangup',
    when: [exited(16)],
    // Who kills pppd has it hang up.
    unless: [
      seen('told-to-end'),
      call({ dial: ['no-carrier', 'busy', 'no-answer', 'error', 'timeout'] }),
      call({ lcp: ['silent', 'loopback', 'refused', 'opened'] }),
    ],
    confidence: 0.6,
    says: 'pppd says that the modem hung up (exit code 16), and nothing in the log says why.',
    remedy:
      'Let pppd log what comes before, with "debug" in /etc/ppp/options, and ask AT+CEER right after it, which may tell why.',
  },
  {
    cause: 'modem-hangup',
    when: [call({ ipcp: 'up', end: 'failed' })],
    confidence: 0.5,
    says: 'The link ended and nothing in the log says why.',
    remedy: 'Let pppd log what comes before, with "debug" in /etc/ppp/options.',
  },
];
