import { type LinePattern, type LogLine, type MakeReader, placeOf, type ReadFact, readByPatterns } from '../reader.js';
import { signBy } from '../sign.js';
import { modeOfId } from './usb-mode.js';

/** usb_modeswitch on a terminal, in its log files, and its dispatcher in a syslog. */
export const usbModeswitch: MakeReader = () => {
  const stick = stickToSwitch();
  return {
    kind: 'usb-modeswitch',
    read: (line) => {
      if (stick.noted(line.text)) return [];
      if (crashed.test(line.raw)) return [...stick.described(line), ...sign('switch-failed', 'it crashed')];
      const told = readByPatterns(patterns, line);
      if (told === undefined) return /^usb[_-]modeswitch/.test(line.program ?? '') ? [] : undefined;
      const isLeft = told.some((fact) => fact.fact === 'sign.seen' && fact.sign === 'switch-failed');
      return isLeft ? [...stick.described(line), ...told] : told;
    },
  };
};

/** Which stick it was told to switch, by its command line or its configuration as it shows it. */
const stickToSwitch = () => {
  const ids = { vendor: '', product: '' };
  return {
    noted: (text: string): boolean => {
      const set = /^Default(Vendor|Product) ?= *0x([0-9a-f]{4})\b/i.exec(text);
      if (set?.[1]?.toLowerCase() === 'vendor') ids.vendor = set[2]?.toLowerCase() ?? '';
      else if (set) ids.product = set[2]?.toLowerCase() ?? '';
      const called = /^(?:[#$] ?)?(?:sudo )?(?:\S{0,80}\/)?usb_modeswitch (.{1,400})$/.exec(text)?.[1];
      if (called === undefined) return set !== null;
      ids.vendor = /(?:^|\s)(?:-v|--default-vendor)[ =]?(?:0x)?([0-9a-f]{4})\b/i.exec(called)?.[1]?.toLowerCase() ?? '';
      ids.product =
        /(?:^|\s)(?:-p|--default-product)[ =]?(?:0x)?([0-9a-f]{4})\b/i.exec(called)?.[1]?.toLowerCase() ?? '';
      return true;
    },
    /** As it stands when the switch has failed; of an id that modems keep, nothing is known. */
    described: (line: LogLine): readonly ReadFact[] =>
      modeOfId(ids.vendor, ids.product) === 'storage'
        ? [{ fact: 'usb.described', ...ids, mode: 'storage', at: placeOf(line) }]
        : [],
  };
};

const sign = signBy('usb_modeswitch');

/** As the kernel tells it. */
const crashed = /\busb_modeswitch\[\d+\]:? (?:segfault at|general protection|trap )/;

const patterns: readonly LinePattern[] = [
  [
    /^(?:->)?\s*(?:OK, )?(?:mode switch (?:succeeded|was successful)|device found and switched)|^(?:usb_modeswitch: )?switched to [0-9a-f]{4}:[0-9a-f]{4}|^Found correct target device/i,
    () => sign('switch-worked'),
  ],
  [
    /^(?:->)?\s*(?:Mode switch(?:ing)? (?:seems to have failed|has failed|most likely failed|failed)|Original device still present after the timeout)/i,
    () => sign('switch-failed'),
  ],
  [/^No new devices in target mode or class found/i, () => sign('switch-failed')],
  [/^Warning: no switching method given/i, () => sign('switch-failed', 'it was not told how')],
  [
    /^(?:bash: |sh: |-bash: |sudo: )?(?:\S*\/)?usb_modeswitch(?:\.sh)?: (?:command not found|not found|error while loading)/i,
    () => sign('switch-failed', 'usb_modeswitch could not be run'),
  ],
  [
    /^(?:usb_modeswitch: )?switch(?:ing)? (?:device )?([0-9a-f]{4}:[0-9a-f]{4})/i,
    ([, device = '']) => sign('switch-sent', device),
  ],
  [/can'?t use storage command in MessageContent|^interface class is \d+, expected/i, 'noise'],
  [
    /^Error opening the device\. Abort|^Error: (?:can'?t|could not|couldn'?t) (?:open|claim|find|use)/i,
    ([said]) => sign('switch-failed', said),
  ],
  [/^No devices in (?:default|install) mode found/i, () => sign('nothing-to-switch')],
  [/^(?:Trying to send|Sending) (?:the )?message \d|^Sending Huawei control message/i, () => sign('switch-sent')],
  [
    /^(?:Look(?:ing)? for (?:target|default) devices|No devices in target mode or class|Found devices? in (?:default|target) mode|Access(?:ing)? device \d|Get(?:ting)? the current device config|Use interface number|Using (?:interface|endpoints?)|Use endpoints?|Using first interface|USB description data|USB strings|Inquiring device details|Looking for active driver|No driver found\. Either|(?:OK, )?driver .{0,30}detached|Set(?:ting)? up interface|Sending the message returned error|OK, message successfully sent|Read the response to message|Reset (?:response|message) endpoint|Could not reset endpoint|Check for mode switch|Search for target devices|Found target device|Current configuration|Response (?:successfully read|reading failed)|Device seems to have vanished|Resetting usb device|Checking for mode switch|Waiting for original device to vanish|Original device (?:can'?t be accessed|is gone|vanished)|Searching for target devices|Run lsusb to note any changes|found matching (?:vendor|product)|matching (?:vendor|product) ID found|found USB ID|(?:vendor|product) ID matched|Taking all parameters from the command line|(?:\* )?usb_modeswitch: tool|(?:\* )?Version \d|! PLEASE REPORT|(?:Default|Target)(?:Vendor|Product|Class|ProductList) ?= |Message(?:Endpoint|Content|Delay)|Response(?:Endpoint|Only)|NeedResponse|(?:Detach|Huawei|Sierra|Sony|GCT|Kobil|Sequans|Mobile ?Action|Cisco|BlackBerry|Pantech|Quanta|Option|HuaweiNew|Standard)(?:Storage|New)?(?:Only|Mode|Eject|OnlyMode)? ?= ?|InquireDevice|CheckSuccess|System integration mode|Bus\/dev search active|Raw parameters?|Use (?:global config|data from)|USB dir(?:ectory)? (?:exists|is)|USB values from sysfs|bNumConfigurations|Device is in install|Checking .{0,40}config|config(?:uration)? (?:is|file|name)|Command to be run|Command line:|verbose output of|Driver module is|Adding device ID|Add device ID|All driver match)/i,
    'noise',
  ],
];
