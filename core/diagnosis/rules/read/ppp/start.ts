import type { Rule } from '@dialtone/plugins';
import { call, exited, seen } from '../patterns.js';

const runAsRoot =
  'Run the dialler with sudo, or let your user do it: sudo chmod u+s /usr/sbin/pppd && sudo usermod -aG dip,dialout $USER, then log in again.';

/** Where pppd could not even begin. */
export const startRules: readonly Rule[] = [
  {
    cause: 'pppd-not-permitted',
    when: [seen('pppd-not-permitted')],
    confidence: 0.95,
    says: 'pppd lacks the right to work: it was not run as root, and this user may not run it either.',
    remedy: runAsRoot,
  },
  {
    cause: 'pppd-not-permitted',
    when: [seen('pppd-missing')],
    confidence: 0.85,
    says: 'pppd is not installed, or not where it was looked for.',
    remedy: 'Install it: sudo apt install ppp, or what your distribution calls it.',
  },
  {
    cause: 'pppd-not-permitted',
    when: [exited(3)],
    unless: [call({ lcp: 'opened' })],
    confidence: 0.8,
    says: 'pppd ended at once because this user may not run it (exit code 3).',
    remedy: runAsRoot,
  },
  {
    cause: 'pppd-bad-option',
    when: [seen('option-refused')],
    confidence: 0.92,
    says: 'pppd refused an option[: {sign.seen:detail}].',
    remedy:
      'Take it out, or mend how it is spelt: where the message names no file, it stands on the command line, in /etc/ppp/options or ~/.ppprc.',
  },
  {
    cause: 'pppd-bad-option',
    when: [seen('option-quote-open')],
    // In the last line of a file it does no harm.
    unless: [call({ lcp: 'opened' })],
    confidence: 0.85,
    says: 'A quote in a file of options is opened and never closed[ ({sign.seen:detail})], so pppd takes all lines that follow for a part of it.',
    remedy: 'Close the quote at the end of its line, most often that of "connect", and dial again.',
  },
  {
    cause: 'pppd-bad-option',
    when: [seen('peer-file-missing')],
    confidence: 0.85,
    says: 'pppd could not read a file of options that it was told to use[: {sign.seen:detail}].',
    remedy: 'Create that file, or call pppd by the name of one that is in /etc/ppp/peers: ls /etc/ppp/peers.',
  },
  {
    cause: 'pppd-bad-option',
    when: [exited(2)],
    unless: [seen('port-missing'), call({ lcp: 'opened' })],
    confidence: 0.75,
    says: 'pppd ended at once because it did not take its options (exit code 2).',
    remedy: 'Run it by hand to see which: sudo pppd dryrun /dev/ttyUSB0 file /etc/ppp/options.',
  },
  {
    cause: 'peer-auth-required',
    when: [seen('peer-must-prove-itself')],
    unless: [call({ ipcp: 'up' })],
    confidence: 0.93,
    says: 'Our own pppd demanded that the network prove who it is, which no mobile network does.',
    remedy:
      'Put the line "noauth" into /etc/ppp/options or the peers file, and take "auth" and "require-…" out of them.',
  },
  {
    cause: 'ppp-kernel-missing',
    when: [seen('no-ppp-in-kernel')],
    confidence: 0.93,
    says: 'The kernel has no PPP for pppd to use, or this container may not use it.',
    remedy:
      'Load it: sudo modprobe -a ppp_generic ppp_async; if the module is not found, install the modules of the kernel that runs (uname -r) and reboot. In a container, let the host give it /dev/ppp.',
  },
  {
    cause: 'ppp-kernel-missing',
    when: [exited(4)],
    unless: [call({ lcp: 'opened' })],
    confidence: 0.85,
    says: 'pppd ended at once because the kernel has no PPP (exit code 4).',
    remedy:
      'Load it: sudo modprobe -a ppp_generic ppp_async; if the module is not found, install the modules of the kernel that runs (uname -r) and reboot.',
  },
  {
    cause: 'ppp-kernel-missing',
    when: [seen('module-missing')],
    unless: [call({ lcp: 'opened' })],
    confidence: 0.5,
    says: 'The kernel had no module that PPP needs[: {sign.seen:detail}].',
    remedy:
      'Load it: sudo modprobe ppp_async; if it is not found, install the modules of the kernel that runs (uname -r) and reboot.',
  },
];
