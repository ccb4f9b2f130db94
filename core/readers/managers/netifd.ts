import type { LinePattern, MakeReader } from '../reader.js';
import { readByPatterns } from '../reader.js';
import { signBy } from '../sign.js';

/** OpenWrt's netifd, with what its scripts for 3G, NCM, QMI and MBIM print: `wan (2345): Unable to verify PIN`. */
export const netifdReader: MakeReader = () => ({
  kind: 'system',
  read: (line) => {
    if (line.program !== 'netifd') return undefined;
    return readByPatterns(words, { ...line, text: line.text.replace(/^\S{1,32} \(\d{1,6}\): */, '') });
  },
});

const sign = signBy('netifd');

const words: readonly LinePattern[] = [
  [/^SIM not initialized/i, ([said]) => sign('sim-missing', said)],
  [/^Subscriber init failed/i, ([said]) => sign('sim-unreadable', said)],
  [/\bPUK (?:is )?required|^SIM PIN locked|\bPIN1? is blocked/i, ([said]) => sign('sim-puk', said)],
  [/\bPIN (?:is )?required|^PIN required/i, ([said]) => sign('sim-pin', said)],
  [/^Unable to verify PIN|^Pin unlock failed/i, ([said]) => sign('pin-refused', said)],
  [/^PIN (?:set|verified) successfully|^PIN unlocked/i, () => sign('sim-unlocked')],
  [/^No APN specified/i, ([said]) => sign('apn-not-given', said)],
  [
    /^(?:Network|Subscriber) registration failed|^Failed to attach to network/i,
    ([said]) => sign('registration-timed-out', said),
  ],
  [/^(?:Unable to connect IPv[46]|Failed to connect|Connect failed)/i, ([said]) => sign('call-failed', said)],
  [/^(?:Failed to (?:get modem information|initialize modem|read modem caps))/i, ([said]) => sign('init-failed', said)],
  [/^The specified control device does not exist/i, () => sign('port-missing')],
  [/^No control device specified/i, () => sign('dial-settings-missing', 'device')],
  [/^Device not managed by ModemManager/i, () => sign('no-modem-listed')],
  [/^Unsupported modem/i, ([said]) => sign('manager-unsupported', said)],
];
