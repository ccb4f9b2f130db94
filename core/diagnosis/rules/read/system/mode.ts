import type { FactPattern, Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { listedAs, managed, modemAnswers } from './patterns.js';

const turned = [listedAs('modem'), listedAs('network'), seen('tty-made'), ...modemAnswers];
/** Network adapters that a control channel belongs to: ModemManager can use them, a dialler cannot. */
const controlled: FactPattern = {
  fact: 'usb.described',
  where: { mode: 'network', driver: { oneOf: ['qmi_wwan', 'cdc_mbim'] } },
};
const claimedByNetwork: FactPattern = {
  fact: 'usb.described',
  where: { driver: { oneOf: ['cdc_ether', 'rndis_host', 'cdc_ncm', 'huawei_cdc_ncm', 'cdc_mbim', 'qmi_wwan'] } },
};
const device = '{usb.described:vendor}:{usb.described:product}';

/** What the stick is: a CD-ROM still, a network adapter, a modem that no driver has claimed. */
export const modeRules: readonly Rule[] = [
  {
    cause: 'not-mode-switched',
    when: [listedAs('storage'), seen('switch-failed')],
    unless: turned,
    confidence: 0.95,
    says: `The stick is still in its CD-ROM mode (${device}), and the attempt to switch it failed.`,
    remedy: `Install a current usb-modeswitch and usb-modeswitch-data, then run: sudo usb_modeswitch -v {usb.described:vendor} -p {usb.described:product} -J (Huawei) or -K (others).`,
  },
  {
    cause: 'not-mode-switched',
    // Whatever a call before ended with: that it came back so is why there is none now.
    when: [listedAs('storage'), { fact: 'sign.seen', where: { sign: 'switch-sent', detail: { contains: ':' } } }],
    unless: [...turned, seen('switch-worked')],
    confidence: 0.93,
    says: `The stick is in its CD-ROM mode (${device}): it was told to leave it, and did not.`,
    remedy:
      'Install a current usb-modeswitch and usb-modeswitch-data, unplug the stick for ten seconds, plug it in again, and see with lsusb whether its id changes.',
  },
  {
    cause: 'not-mode-switched',
    when: [listedAs('storage')],
    unless: [...turned, seen('switch-worked')],
    confidence: 0.9,
    says: `The stick is still in its CD-ROM mode (${device}) and is no modem yet.`,
    remedy:
      'Install usb-modeswitch and usb-modeswitch-data, then unplug the stick and plug it in again; lsusb should show another id.',
  },
  {
    cause: 'not-mode-switched',
    when: [listedAs('storage'), seen('modem-silent', 'chat-unanswered', 'no-modem-found')],
    unless: [listedAs('modem'), listedAs('network'), seen('switch-worked'), ...modemAnswers],
    confidence: 0.87,
    says: `The stick is still in its CD-ROM mode (${device}), so whatever port a driver was forced to make of it answers nothing.`,
    remedy:
      'Install usb-modeswitch and usb-modeswitch-data, then unplug the stick and plug it in again; lsusb should show another id.',
  },
  {
    cause: 'not-mode-switched',
    when: [seen('download-mode')],
    unless: [listedAs('modem'), listedAs('network'), ...modemAnswers],
    confidence: 0.88,
    says: 'The modem ({sign.seen:detail}) is in Qualcomm’s download mode (QDL): it waits for its firmware, and its serial port takes no AT commands.',
    remedy:
      'A Gobi module is given its firmware by gobi_loader at each start; take the power from any other one for ten seconds, and if it comes back the same its firmware must be written again.',
  },
  {
    cause: 'not-mode-switched',
    when: [seen('switch-failed')],
    unless: [...turned, seen('switch-worked')],
    confidence: 0.85,
    says: 'usb_modeswitch did not get the stick out of its CD-ROM mode[ ({sign.seen:detail})].',
    remedy:
      'Install a current usb-modeswitch and usb-modeswitch-data, unplug the stick, plug it in again, and look at lsusb.',
  },
  {
    cause: 'not-mode-switched',
    // The log of the dispatcher, which names the device, and says "switched" when it is.
    when: [{ fact: 'sign.seen', where: { sign: 'switch-sent', detail: { contains: ':' } } }],
    unless: [...turned, seen('switch-worked'), { fact: 'run.started' }],
    confidence: 0.66,
    says: 'The stick ({sign.seen:detail}) was told to leave its CD-ROM mode, and nothing shows that it did.',
    remedy:
      'Install a current usb-modeswitch and usb-modeswitch-data, unplug the stick, plug it in again, and see with lsusb whether its id changes.',
  },
  ...(['modem', 'network'] as const).map(
    (mode): Rule => ({
      cause: 'driver-not-bound',
      when: [seen('driver-failed'), listedAs(mode)],
      unless: [
        seen('tty-made', 'port-missing'),
        claimedByNetwork,
        { fact: 'run.started' },
        ...managed,
        ...modemAnswers,
      ],
      confidence: 0.89,
      says: `A driver of the kernel looked at the device (${device}) and could not take it ({sign.seen:detail}), so it has neither a serial port nor a network interface.`,
      remedy:
        'Run a newer kernel, since its drivers know more of these devices; if it stays so, use another stick, or a pocket router by its Wi-Fi.',
    }),
  ),
  {
    cause: 'unsupported-device',
    when: [listedAs('network')],
    unless: [listedAs('modem'), seen('tty-made'), controlled, ...managed, ...modemAnswers],
    confidence: 0.88,
    says: `The stick (${device}) is a network adapter: it has no serial port and no PPP, so a dialler cannot use it.`,
    remedy:
      'Ask for an address on its network interface instead (sudo dhclient eth1 or wwan0), or set the APN on its own web page.',
  },
  {
    cause: 'unsupported-device',
    when: [controlled, seen('port-missing', 'no-modem-found')],
    unless: [listedAs('modem'), seen('tty-made'), ...managed, ...modemAnswers],
    confidence: 0.86,
    says: `The modem (${device}) speaks QMI or MBIM on /dev/cdc-wdm0 and has no serial port for a dialler.`,
    remedy:
      'Let ModemManager make the connection: nmcli connection add type gsm ifname "*" apn NAME, then nmcli connection up gsm.',
  },
  {
    cause: 'driver-not-bound',
    when: [{ fact: 'usb.described', where: { mode: 'modem', driver: 'none' } }],
    unless: [seen('tty-made'), ...modemAnswers],
    confidence: 0.93,
    says: `The modem (${device}) is in modem mode, but no driver has claimed its serial interfaces.`,
    remedy:
      'Load the driver and tell it the id: sudo modprobe option; echo "{usb.described:vendor} {usb.described:product}" | sudo tee /sys/bus/usb-serial/drivers/option1/new_id.',
  },
  {
    cause: 'driver-not-bound',
    when: [listedAs('modem'), seen('driver-missing')],
    unless: [seen('tty-made'), ...modemAnswers],
    confidence: 0.93,
    says: `The modem (${device}) is there, but this kernel has no driver for its serial ports[ ({sign.seen:detail})].`,
    remedy:
      'Install the modules of the running kernel (linux-modules-extra or kmod-usb-serial-option), then: sudo modprobe option.',
  },
  {
    cause: 'driver-not-bound',
    when: [listedAs('modem'), seen('no-modem-found')],
    unless: [seen('tty-made', 'modem-found', 'no-port-answered'), ...modemAnswers],
    confidence: 0.76,
    says: `The modem (${device}) is on the bus in modem mode, and no serial port of it was there to be searched.`,
    remedy:
      'Load the driver and tell it the id: sudo modprobe option; echo "{usb.described:vendor} {usb.described:product}" | sudo tee /sys/bus/usb-serial/drivers/option1/new_id.',
  },
  {
    cause: 'driver-not-bound',
    when: [listedAs('modem'), seen('port-missing')],
    unless: [seen('tty-made'), ...modemAnswers],
    confidence: 0.87,
    says: `The modem (${device}) is on the bus in modem mode, but it has no serial port.`,
    remedy:
      'Load the driver and tell it the id: sudo modprobe option; echo "{usb.described:vendor} {usb.described:product}" | sudo tee /sys/bus/usb-serial/drivers/option1/new_id.',
  },
  {
    cause: 'driver-not-bound',
    when: [seen('switch-worked')],
    unless: [listedAs('modem'), listedAs('network'), seen('tty-made'), { fact: 'run.started' }, ...modemAnswers],
    confidence: 0.62,
    says: 'The stick left its CD-ROM mode, and nothing says that a driver then made a serial port of it.',
    remedy:
      'Load the driver: sudo modprobe option, plug the modem in again, and see with dmesg whether it becomes ttyUSB0.',
  },
  {
    cause: 'driver-not-bound',
    when: [seen('switch-worked'), seen('port-missing')],
    unless: [listedAs('network'), seen('tty-made'), ...modemAnswers],
    confidence: 0.86,
    says: 'The stick left its CD-ROM mode, but no driver made a serial port of it.',
    remedy:
      'Load the driver: sudo modprobe option, plug the modem in again, and see with dmesg whether it becomes ttyUSB0.',
  },
  {
    cause: 'driver-not-bound',
    when: [seen('port-missing'), seen('driver-missing', 'driver-refused')],
    unless: [seen('tty-made'), ...modemAnswers],
    confidence: 0.9,
    says: 'There is no serial port, because no driver fits the modem[ ({sign.seen:detail})].',
    remedy: 'Use the driver "option" of the running kernel: sudo modprobe option, then plug the modem in again.',
  },
  {
    cause: 'driver-not-bound',
    when: [seen('driver-refused', 'driver-missing')],
    unless: [seen('tty-made'), ...modemAnswers],
    confidence: 0.76,
    says: 'No driver made a serial port of the modem[ ({sign.seen:detail})].',
    remedy: 'Use the driver "option" in place of usbserial: sudo modprobe option, then plug the modem in again.',
  },
  {
    cause: 'driver-not-bound',
    when: [seen('port-without-device')],
    unless: [...modemAnswers],
    confidence: 0.72,
    says: 'The port {sign.seen:detail} is there, but nothing behind it: the driver that made it does not fit the modem, or the stick is in another mode than that driver takes it for.',
    remedy:
      'See with lsusb -t which driver has it; if it is another one than option, take that away (sudo modprobe -r NAME), then plug the modem in again.',
  },
  {
    cause: 'driver-not-bound',
    when: [
      seen('port-without-device', 'port-came-late', 'port-missing', 'modem-silent', 'no-port-answered'),
      seen('driver-misfit'),
    ],
    unless: [...modemAnswers],
    confidence: 0.92,
    says: 'The wrong driver has the modem ({sign.seen:detail}), so its ports are there and cannot be opened.',
    remedy:
      'Take that driver away (sudo modprobe -r NAME, and a line "blacklist NAME" in /etc/modprobe.d), then plug the modem in again, so that option takes it.',
  },
  {
    cause: 'driver-not-bound',
    when: [seen('driver-misfit')],
    unless: [...modemAnswers],
    confidence: 0.74,
    says: 'The driver that has the port cannot use the device ({sign.seen:detail}): it does not fit.',
    remedy:
      'Take that driver away (sudo modprobe -r NAME, and a line "blacklist NAME" in /etc/modprobe.d), then plug the modem in again, so that option takes it.',
  },
  {
    cause: 'unsupported-device',
    when: [seen('network-stick')],
    unless: [listedAs('modem'), seen('tty-made'), ...modemAnswers],
    confidence: 0.86,
    says: 'The stick is a router of its own that shows up as a network adapter: it has no serial port and no PPP.',
    remedy:
      'Ask for an address on its network interface instead (DHCP on eth1 or usb0), and set the APN on its own web page.',
  },
  {
    cause: 'driver-not-bound',
    when: [seen('modem-without-tty')],
    unless: [seen('tty-made'), ...modemAnswers, ...managed],
    confidence: 0.7,
    says: 'The kernel saw the modem ({sign.seen:detail}) in modem mode, but no driver made a serial port of it.',
    remedy:
      'Load the driver: sudo modprobe option, plug the modem in again, and see with dmesg whether it becomes ttyUSB0.',
  },
];
