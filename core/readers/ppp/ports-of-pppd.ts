import type { Sign } from '../../facts/signs/index.js';
import type { LinePattern } from '../reader.js';
import { pppdSign } from './said.js';

/** What pppd says of the port that it was given. */
export const portsOfPppd: readonly LinePattern[] = [
  [
    /\bdevice (\S+) is locked by (?:pid|process) (\d+)/i,
    ([, port = '', pid = '']) => pppdSign('port-busy', `${port}, by process ${pid}`),
  ],
  [
    /\b(?:failed to|couldn'?t|can'?t) (?:open|stat) (?:device )?(\/dev\/(?!ppp\b)[\w./-]+): (.{1,60})/i,
    ([, port = '', why = '']) => signsOfRefusal(why).flatMap((sign) => pppdSign(sign, port)),
  ],
  // It asks the port for its settings before anything else.
  [
    /^(tcgetattr: (?:Input\/output error|Inappropriate ioctl for device|Invalid argument))/i,
    ([, said = '']) => pppdSign('port-dead', said),
  ],
  [/^(\/dev\/\S+) is not a character device/i, ([, port = '']) => pppdSign('port-missing', port)],
  [
    /\bcan'?t create lock file (\S+?): permission denied/i,
    ([, path = '']) => pppdSign('pppd-not-permitted', `may not create ${path}`),
  ],
];

const signsOfRefusal = (why: string): readonly Sign[] => {
  if (/no such (?:file|device)/i.test(why)) return ['port-missing'];
  if (/permission denied|not permitted/i.test(why)) return ['port-not-permitted'];
  if (/busy/i.test(why)) return ['port-busy'];
  return /input\/output/i.test(why) ? ['port-dead'] : [];
};
