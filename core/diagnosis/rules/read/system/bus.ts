import type { Rule } from '@dialtone/plugins';
import { call, seen } from '../patterns.js';
import { listedAs, modemAnswers, modemRefuses } from './patterns.js';

const isThere = [
  listedAs('modem'),
  listedAs('storage'),
  listedAs('network'),
  seen('tty-made'),
  modemRefuses,
  ...modemAnswers,
];

/** What usb_modeswitch was told to switch is there, by whatever name. */
const isSwitched = seen('switch-failed', 'switch-sent', 'switch-worked');

const morePower = 'Give it more power: another USB port, no hub without a power supply of its own, and a short cable.';

/** Whether the modem is on the bus, and stays there. */
export const busRules: readonly Rule[] = [
  {
    cause: 'no-usb-modem',
    when: [seen('enumeration-failed')],
    unless: isThere,
    confidence: 0.86,
    says: 'Something is plugged in, but the kernel cannot talk to it on USB, so no modem shows up.',
    remedy:
      'Plug the modem into another port of the computer, without hub or long cable, and watch dmesg -w meanwhile.',
  },
  {
    cause: 'no-usb-modem',
    when: [seen('controller-failed')],
    unless: isThere,
    confidence: 0.78,
    says: 'The USB controller that the modem hangs on did not start, so nothing behind it shows up.',
    remedy:
      'Plug the modem into a port of another controller; a CardBus or ExpressCard modem in another slot or computer, and see whether the BIOS or a newer kernel has a setting for it.',
  },
  {
    cause: 'no-usb-modem',
    when: [seen('no-modem-on-bus'), seen('port-missing', 'no-modem-listed', 'no-modem-found', 'nothing-to-switch')],
    unless: [...isThere, isSwitched],
    confidence: 0.9,
    says: 'The list of USB devices has no modem in it, so there is no port to open.',
    remedy:
      'Plug the modem into another port, without a hub in between, and see with lsusb whether one more device is listed.',
  },
  {
    cause: 'no-usb-modem',
    when: [seen('no-modem-on-bus')],
    unless: [...isThere, isSwitched],
    confidence: 0.72,
    says: 'The list of USB devices has no modem in it.',
    remedy:
      'Plug the modem into another port, without a hub in between, and see with lsusb whether one more device is listed.',
  },
  {
    cause: 'usb-disconnect-loop',
    when: [seen('usb-flapping')],
    confidence: 0.93,
    says: 'The modem keeps leaving the USB bus and coming back ({sign.seen:detail}).',
    remedy: morePower,
  },
  {
    cause: 'usb-disconnect-loop',
    when: [{ fact: 'usb.left' }, { fact: 'call.summed', where: { end: 'hang-up' } }],
    confidence: 0.9,
    says: 'The modem left the USB bus in mid-call, and the call ended with it.',
    remedy: morePower,
  },
  {
    cause: 'usb-disconnect-loop',
    // pppd counts the minutes when a link is over.
    when: [{ fact: 'usb.left' }, seen('minutes-connected')],
    unless: [call({ end: ['ours', 'idle', 'peer', 'echo'] })],
    confidence: 0.91,
    says: 'The modem left the USB bus in mid-call, and the call ended with it.',
    remedy: morePower,
  },
  {
    cause: 'usb-disconnect-loop',
    // Whoever dials again by itself finds that out within a second.
    when: [call({ ipcp: 'up', end: 'hang-up' }), seen('port-missing')],
    confidence: 0.75,
    says: 'The link was up when the modem hung up, and its port has been gone since: the modem left the USB bus.',
    remedy: morePower,
  },
  {
    cause: 'usb-disconnect-loop',
    when: [{ fact: 'usb.left' }, seen('port-vanished', 'port-dead')],
    confidence: 0.9,
    says: 'The modem left the USB bus while its port was in use.',
    remedy: morePower,
  },
  {
    cause: 'usb-disconnect-loop',
    when: [seen('power-short')],
    unless: [...modemAnswers],
    confidence: 0.8,
    says: 'The USB port gives the modem too little power, or was switched off by its hub[ ({sign.seen:detail})].',
    remedy: 'Use a hub with a power supply of its own, or a port of the computer itself.',
  },
  {
    cause: 'usb-disconnect-loop',
    when: [{ fact: 'usb.left' }, seen('enumeration-failed')],
    unless: [call({ ipcp: 'up', end: ['none', 'ours'] })],
    confidence: 0.88,
    says: 'The modem left the USB bus, and the kernel could not talk to it again.',
    remedy: morePower,
  },
  {
    cause: 'usb-disconnect-loop',
    when: [{ fact: 'usb.left' }],
    unless: [call({ ipcp: 'up', end: ['none', 'ours'] }), seen('usb-returned'), ...modemAnswers],
    confidence: 0.62,
    says: 'The modem left the USB bus; if nobody unplugged it, it lacks power or its firmware crashed.',
    remedy: 'Watch with dmesg -w whether it leaves by itself, and try another USB port.',
  },
  {
    cause: 'usb-disconnect-loop',
    when: [{ fact: 'usb.left' }],
    unless: [call({ ipcp: 'up', end: ['none', 'ours'] })],
    confidence: 0.45,
    says: 'The modem left the USB bus; if nobody unplugged it, it lacks power or its firmware crashed.',
    remedy: 'Watch with dmesg -w whether it leaves by itself, and try another USB port.',
  },
];
