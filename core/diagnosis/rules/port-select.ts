import type { Rule } from '@dialtone/plugins';
import { endedWith } from './ended-with.js';

export const portSelectRules: readonly Rule[] = [
  {
    cause: 'driver-not-bound',
    when: [endedWith('port-select.no-driver')],
    confidence: 0.9,
    says: 'The stick is in modem mode, but no driver of the kernel claimed its serial interfaces[ ({walk.ended:detail})].',
    remedy:
      'Run Dialtone as root, so that it can bind the driver; a kernel without the module "option" needs it installed first.',
  },
  {
    cause: 'driver-not-bound',
    when: [endedWith('port-select.no-tty')],
    confidence: 0.8,
    says: 'The stick is in modem mode, but the kernel has made no serial port for it.',
    remedy: 'Load the driver: modprobe option, then plug the stick in again.',
  },
  {
    cause: 'wrong-port',
    when: [endedWith('port-select.no-roles')],
    confidence: 0.85,
    says: 'The device plugin names no port for commands on this stick, and Dialtone opens no port that it does not know.',
    remedy: 'Install a newer device plugin for it.',
  },
  {
    cause: 'port-busy',
    when: [endedWith('port-select.busy')],
    confidence: 0.9,
    says: 'Another program holds the port[ ({walk.ended:detail})].',
    remedy: 'Stop it: systemctl stop ModemManager, or end wvdial or pppd.',
  },
  {
    cause: 'port-permission',
    when: [endedWith('usb.reset-refused')],
    confidence: 0.8,
    says: 'The stick has to be reset, and this user may not do that[ ({walk.ended:detail})].',
    remedy: 'Unplug the stick for ten seconds and plug it in again, or run Dialtone as root.',
  },
  {
    cause: 'port-permission',
    when: [endedWith('port-select.not-permitted')],
    confidence: 0.95,
    says: 'This user may not open the port[ ({walk.ended:detail})].',
    remedy: 'Add the user to the group dialout and log in again: usermod -aG dialout NAME.',
  },
];
