import type { Rule } from '@dialtone/plugins';
import { endedWith } from './ended-with.js';

export const pppRules: readonly Rule[] = [
  {
    cause: 'pppd-bad-option',
    when: [endedWith('ppp.engine-failed'), { fact: 'pppd.exited', where: { status: 2 } }],
    confidence: 0.9,
    says: 'pppd refused one of its options[: {pppd.said:line}].',
    remedy: 'Look for what /etc/ppp/options sets, or go without pppd: --engine userspace.',
  },
  {
    cause: 'pppd-not-permitted',
    when: [endedWith('ppp.engine-failed'), { fact: 'pppd.exited', where: { status: 3 } }],
    confidence: 0.9,
    says: 'This user may not run pppd.',
    remedy: 'Run Dialtone as root, or add the user to the group dip and log in again.',
  },
  {
    cause: 'ppp-kernel-missing',
    when: [endedWith('ppp.engine-failed'), { fact: 'pppd.exited', where: { status: 4 } }],
    confidence: 0.9,
    says: 'The kernel has no PPP for pppd to use.',
    remedy: 'Load it: modprobe ppp_async, or go without pppd: --engine userspace.',
  },
  {
    cause: 'internal-error',
    when: [endedWith('ppp.engine-failed')],
    confidence: 0.6,
    says: 'PPP could not be run on this machine[: {walk.ended:detail}].',
    remedy: 'Try the other engine: --engine userspace, or --engine pppd.',
  },
  {
    cause: 'lcp-no-response',
    when: [endedWith('ppp.lcp-silent')],
    confidence: 0.8,
    says: 'The call connected, but the other end never spoke PPP.',
    remedy:
      'Unplug the stick for ten seconds and plug it in again; if it stays so, its plugin may name the wrong data port.',
  },
  {
    cause: 'serial-loopback',
    when: [endedWith('ppp.loopback')],
    confidence: 0.85,
    says: 'Our own frames came back: the modem is in command mode and echoes.',
    remedy: 'Unplug the stick for ten seconds and plug it in again.',
  },
  {
    cause: 'auth-failed',
    when: [endedWith('ppp.auth-refused')],
    confidence: 0.9,
    says: 'The network refused the user name or password[: {walk.ended:detail}].',
    remedy:
      "Set the ones that the carrier gave you, with --user NAME and --password-file FILE or in the connection's settings.",
  },
  {
    cause: 'pdp-rejected',
    when: [endedWith('ppp.context-refused')],
    confidence: 0.75,
    says: 'The network ended the link before it gave an address[: {walk.ended:detail}].',
    remedy:
      "Ask the carrier whether data is enabled on this SIM and which APN it has; set that with --apn NAME or in the connection's settings.",
  },
  {
    cause: 'ipcp-no-address',
    when: [endedWith('ppp.ipcp-silent', 'ppp.ipcp-no-address')],
    confidence: 0.5,
    says: 'The call connected, but the network never gave an address.',
    remedy:
      "Ask the carrier whether data is enabled on this SIM and which APN it has; set that with --apn NAME or in the connection's settings.",
  },
  {
    cause: 'ipcp-option-conflict',
    when: [endedWith('ppp.ipcp-rejected')],
    confidence: 0.75,
    says: 'The network offered an address but would not agree on the rest of the settings.',
    remedy: 'Report it with the output of --json: this is for us to mend.',
  },
  {
    cause: 'peer-terminated',
    when: [endedWith('ppp.peer-terminated')],
    confidence: 0.8,
    says: 'The network ended the link[: {walk.ended:detail}].',
    remedy: 'Look whether the data allowance of the SIM is used up.',
  },
  {
    cause: 'lcp-echo-timeout',
    when: [endedWith('ppp.echo-lost')],
    confidence: 0.8,
    says: 'The link went dead: the other end stopped answering.',
    remedy: 'Move the stick to a place with better signal.',
  },
  {
    cause: 'modem-hangup',
    when: [endedWith('ppp.hung-up')],
    confidence: 0.6,
    says: 'The modem hung up and did not say why.',
    remedy: 'Move the stick to a place with better signal, or plug it into a port with more power.',
  },
  {
    cause: 'internal-error',
    when: [endedWith('bug.unexpected')],
    confidence: 1,
    says: 'Dialtone itself failed: {walk.ended:detail}.',
    remedy: 'Report this sentence and the output of --json: it is a bug of ours.',
  },
];
