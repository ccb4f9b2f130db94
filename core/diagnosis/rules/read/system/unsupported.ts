import type { FactPattern, Rule } from '@dialtone/plugins';
import { call, seen } from '../patterns.js';
import { listedAs, managed } from './patterns.js';

/** Whatever the list of devices says, somebody speaks with a modem of a mobile network, or means to on a port that no telephone modem has. */
const mobile: readonly FactPattern[] = [
  ...(['registration.changed', 'sim.state', 'signal.measured', 'operator.named', 'context.defined'] as const).map(
    (fact) => ({ fact }),
  ),
  ...['/dev/rfcomm', '/dev/ttyUSB', '/dev/ttyHS'].map(
    (port): FactPattern => ({ fact: 'config.read', where: { value: { contains: port } } }),
  ),
  { fact: 'sign.seen', where: { sign: 'link-attached', detail: { contains: 'rfcomm' } } },
];
/** A modem of a mobile network is there too, or was used. */
const cellular: FactPattern[] = [
  listedAs('modem'),
  listedAs('storage'),
  listedAs('network'),
  { fact: 'dial.connected' },
  call({ lcp: 'opened' }),
  ...mobile,
  ...managed,
];
const device = '{usb.described:vendor}:{usb.described:product}';

/** The device has AT commands, and yet no PPP of a mobile network. */
export const unsupportedRules: readonly Rule[] = [
  {
    cause: 'unsupported-device',
    when: [seen('no-ppp-port'), seen('link-attached', 'ppp-timed-out', 'no-carrier', 'dial-refused')],
    unless: [call({ lcp: 'opened' }), seen('activated')],
    confidence: 0.87,
    says: `The serial port of the stick (${device}) is for commands alone: data goes over its network adapter (NCM), so PPP gets no answer on it.`,
    remedy:
      'Let the driver huawei_cdc_ncm have the adapter (kernel 3.11 or later: sudo modprobe huawei_cdc_ncm) and a current ModemManager make the connection; usb_modeswitch can put some into a mode with a modem port.',
  },
  {
    cause: 'unsupported-device',
    when: [seen('no-ppp-port')],
    unless: [call({ lcp: 'opened' }), ...managed],
    confidence: 0.5,
    says: `The serial port of the stick (${device}) is for commands alone: data goes over its network adapter (NCM), and a dialler with PPP cannot use it.`,
    remedy:
      'Let the driver huawei_cdc_ncm have the adapter (kernel 3.11 or later: sudo modprobe huawei_cdc_ncm) and a current ModemManager make the connection.',
  },
  {
    cause: 'unsupported-device',
    when: [seen('wimax-adapter')],
    unless: cellular,
    confidence: 0.87,
    says: 'The adapter on the bus ({sign.seen:detail}) is one for WiMAX: it has no serial port, no AT commands and no PPP, so no dialler can use it.',
    remedy:
      'Use the Linux driver of its maker, if there is one for your kernel; networks of WiMAX are mostly gone, so a stick for 4G is the way out.',
  },
  {
    cause: 'unsupported-device',
    when: [seen('telephone-modem')],
    unless: cellular,
    confidence: 0.78,
    says: 'The modem on the bus ({sign.seen:detail}) is one for telephone lines, with no SIM and no radio: no mobile network can be reached with it, and managers of mobile modems pass it over.',
    remedy:
      'For mobile broadband plug in a stick for it; to dial over the telephone line use wvdial or pppd with /dev/ttyACM0 and the number, user and password of a dial-up provider.',
  },
];
