import type { Sign } from '../../facts/signs/index.js';
import { portWords, whyNotOpened } from '../port-words.js';
import { type LinePattern, type LogLine, type MakeReader, type ReadFact, readByPatterns } from '../reader.js';
import { signBy } from '../sign.js';
import { locks } from './port-locks.js';

/** Which serial ports there are, who has them, and whether there is a driver: `ls`, `fuser`, `lsof`, `modprobe`. */
export const ports: MakeReader = () => {
  /** Nodes made by hand: that they are there tells nothing of a modem. */
  let madeByHand = false;
  const isListing = (fact: ReadFact): boolean => fact.fact === 'sign.seen' && fact.sign === 'tty-made';

  return {
    kind: 'system',
    read: (line) => {
      if (/^(?:sudo )?mknod (?:-\S+ \S* ?)?\/dev\/tty(?:USB|ACM)/.test(line.text)) {
        madeByHand = true;
        return [];
      }
      const told = readByPatterns(patterns, line) ?? opened(line);
      return madeByHand ? told?.filter((fact) => !isListing(fact)) : told;
    },
  };
};

/** A terminal program says it as diallers do, behind its own name. */
const opened = (line: LogLine): readonly ReadFact[] | undefined => {
  const by =
    /^(?:(minicom|picocom|screen|socat|cu|gammu|gnokii|kermit|FATAL|Traceback|serial\.\S{1,40}): )?(?:\[Errno \d+\] )?(?=(?:cannot|can't|could not|couldn't|failed to|unable to) )/i.exec(
      line.text,
    );
  return by
    ? readByPatterns(portWords(by[1] ?? 'a terminal program'), { ...line, text: line.text.slice(by[0].length) })
    : undefined;
};

const listed = signBy('ls');
const port = '/dev/(?:tty(?:USB|ACM|HS|AMA|S)|cdc-wdm|modem|gsmmodem|serial)[\\w./*?[\\]-]{0,60}';

const gammuSigns: Readonly<Record<string, Sign>> = {
  "you don't have permissions": 'port-not-permitted',
  "it doesn't exist": 'port-missing',
  'it is already opened': 'port-busy',
};

const patterns: readonly LinePattern[] = [
  [
    new RegExp(
      `^ls: .{0,40}?(${port})['"\`\u2019]?:? ?.{0,40}(?:No such file|nicht|aucun|no existe|Arquivo|Нет такого|impossibile)`,
      'i',
    ),
    ([, path]) => listed('port-missing', path),
  ],
  [
    new RegExp(
      `^(?:stat|stty|chmod|chown|minicom|picocom|cat|echo|tail|head|dd|pppd|chat|\\S*sh)\\b.{0,40}?(${port})['"\`\u2019]?: (.{1,60})`,
      'i',
    ),
    ([, path, why = '']) => {
      const sign = /^cannot open/i.test(why) ? 'port-missing' : whyNotOpened(why);
      return sign === undefined ? [] : signBy('the shell')(sign, path);
    },
  ],
  [
    /^Error opening device, (you don't have permissions|it doesn't exist|it is already opened)|^No response in specified timeout\. Probably phone not connected/i,
    ([, why = '']) => signBy('gammu')(gammuSigns[why.toLowerCase()] ?? 'modem-silent'),
  ],
  [/^[cl][rwx-]{9}[.+@]? +\d+ +\S+ +\S+ .{0,60}?(tty(?:USB|ACM)\d+)\b/, ([, path]) => listed('tty-made', path)],
  [/^(?:\/dev\/tty(?:USB|ACM)\d+\s*)+$/, ([path = '']) => listed('tty-made', path.trim())],
  [
    new RegExp(`^(${port}): +(?:\\w+ +)?(\\d+)[a-z]?(?: +[\\w.]{5} +([\\w.-]{1,40}))?$`, 'i'),
    ([, path = '', pid = '', program]) => signBy('fuser')('port-held', `${path} by ${program ?? `process ${pid}`}`),
  ],
  [
    new RegExp(`^([\\w.-]{1,40}) +\\d+ +.{0,60}\\bCHR\\b.{0,60} (${port})$`, 'i'),
    ([, program = '', path = '']) => signBy('lsof')('port-held', `${path} by ${program}`),
  ],
  [/^Device (\/dev\/\S{1,60}) (?:is )?locked/i, ([, path]) => signBy('minicom')('port-locked', path)],
  ...locks,
  [
    /^(?:modprobe|insmod): .{0,60}\b(option|usbserial|qmi_wwan|cdc_acm|sierra|qcserial|cdc_ncm|cdc_mbim|cdc_ether|usb_wwan)\b.{0,60}(?:not found|could not insert|can'?t|failed)/i,
    ([, module]) => signBy('modprobe')('driver-missing', module),
  ],
  [
    /^(?:FATAL: |WARNING: )?Error inserting (option|usbserial|qmi_wwan|cdc_acm|sierra|qcserial|usb_wwan)\b.{0,160}\): (.{3,60})$/i,
    ([, module = '', why = '']) => signBy('modprobe')('driver-missing', `${module}: ${why}`),
  ],
];
