import { parseSignal } from '../../at/parse-signal.js';
import { type LinePattern, type LogLine, type ReadFact, readByPatterns } from '../reader.js';

/** comgt and gcom, by themselves and from OpenWrt's 3g script (`wan (1234): SIM ready`). */
export const comgtReader = (): ((line: LogLine) => readonly ReadFact[] | undefined) => {
  let isPinSent = false;
  return (line) => {
    const text = line.text.replace(/^comgt \d\d:\d\d:\d\d -> */, '');
    const here = { ...line, text };
    if (/^Trying to set PIN/i.test(text) || /^Entering PIN/i.test(text)) {
      isPinSent = true;
      return [];
    }
    if (/^(?:\**\s*)?Error (?:setting|entering) (?:the )?PIN|PIN_FAILED/i.test(text))
      return isPinSent || /entering/i.test(text) ? sign('pin-not-taken') : sign('sim-question-refused', 'comgt');
    return readByPatterns(comgtWords, here);
  };
};

const sign = (
  name:
    | 'pin-not-taken'
    | 'sim-question-refused'
    | 'modem-silent'
    | 'port-not-written'
    | 'registration-failed'
    | 'port-missing',
  detail?: string,
): readonly ReadFact[] => [{ fact: 'sign.seen', sign: name, by: 'comgt', ...(detail === undefined ? {} : { detail }) }];

const comgtWords: readonly LinePattern[] = [
  [/^SIM ready\b(?! report)/i, () => [{ fact: 'sim.state', state: 'READY' }]],
  [/^Enter (?:your )?PIN(?: number| code)?:?/i, () => [{ fact: 'sim.state', state: 'SIM PIN' }]],
  [
    /^(?:\*+ ?)?(?:PIN required|SIM PIN required|PIN code (?:needed|required))/i,
    () => [{ fact: 'sim.state', state: 'SIM PIN' }],
  ],
  [
    /^(?:\*+ ?)?(?:SIM (?:ERROR|failure)|Error:? ?possible SIM problem|Check SIM is inserted)/i,
    () => [{ fact: 'sim.state', state: 'FAILURE' }],
  ],
  [
    /^(?:\*+ ?)?(?:SIM not inserted|No SIM card|SIM missing|SIM card not (?:inserted|found))/i,
    () => [{ fact: 'sim.state', state: 'NOT INSERTED' }],
  ],
  [
    /^(?:\*+ ?)?(?:SIM (?:is )?PUK locked|PUK locked|SIM PUK|PUK (?:code )?required)/i,
    () => [{ fact: 'sim.state', state: 'SIM PUK' }],
  ],
  [/^(?:\*+ ?)?(?:Incorrect PIN|Wrong PIN|PIN incorrect)/i, () => sign('pin-not-taken')],
  [/timeout checking for PIN/i, () => sign('modem-silent')],
  [
    /Registered on (Home|Roaming) network:? ?(?:"([^"]{0,40})")?/i,
    ([, where = '', name]) => {
      const roaming = where.toLowerCase() === 'roaming';
      return [
        { fact: 'registration.changed', domain: 'circuit', status: roaming ? 5 : 1, registered: true, roaming },
        ...(name === undefined ? [] : [{ fact: 'operator.named', name } as const]),
      ];
    },
  ],
  [
    /^(?:\*+ ?)?(?:Failed to register|Registration (?:failed|timed? ?out)|Not registered|Could not register)/i,
    () => sign('registration-failed'),
  ],
  [/^Signal Quality: ?(\d{1,2}, ?\d{1,2})/i, ([, value = '']) => measured(value)],
  [/^Signal strength measure (\d{1,2}, ?\d{1,2}) too low/i, ([, value = '']) => measured(value)],
  // What `comgt info` shows of +CGDCONT?.
  [
    /^APN: +(\d{1,2}),"\w{1,8}","([^"]{0,100})"/,
    ([, cid, apn = '']) => [{ fact: 'context.listed', cid: Number(cid), defined: true, apn }],
  ],
  [/(?:Could not|Can't|Cannot|Couldn't) write to COM device/i, () => sign('port-not-written')],
  [
    /(?:Could not|Can't|Cannot|Couldn't) open (?:COM )?device:? ?(\/dev\/[\w/.-]*)?/i,
    ([, path]) => sign('port-missing', path),
  ],
  [/\bNO_DEVICE\b|No valid (?:modem )?device|3g device .{0,40}not (?:found|available)/i, () => sign('port-missing')],
  [
    /^Waiting for Registration|^-- Error Report --|^-{2,}> *\^|^PIN set successfully|^Trying to set mode|^#+ Wireless WAN Modem|^Product text:/i,
    'noise',
  ],
];

const measured = (value: string): readonly ReadFact[] => {
  const found = parseSignal([`+CSQ: ${value}`]);
  return found ? [{ fact: 'signal.measured', ...found }] : [];
};
