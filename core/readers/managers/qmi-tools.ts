import { type LinePattern, type MakeReader, readByPatterns } from '../reader.js';
import { signBy } from '../sign.js';

/** The state of the radio as `qmicli --dms-get-operating-mode` and `mbimcli --query-radio-state` tell it. */
export const qmiToolsReader: MakeReader = () => ({
  kind: 'system',
  read: (line) => readByPatterns(patterns, line),
});

const qmicli = signBy('qmicli');
const mbimcli = signBy('mbimcli');

const patterns: readonly LinePattern[] = [
  [
    /^Mode: '((?:persistent-|mode-only-)?low-power|offline|online)'$/i,
    ([, mode = '']) => qmicli(mode.toLowerCase() === 'online' ? 'radio-on' : 'radio-off', mode),
  ],
  [
    /^HW restricted: '(yes|no)'$/i,
    ([all = '', is = '']) => (is.toLowerCase() === 'yes' ? qmicli('radio-off', all) : []),
  ],
  [
    /^((?:hardware|software) radio state): '(on|off)'$/i,
    ([all = '', , state = '']) => (state.toLowerCase() === 'off' ? mbimcli('radio-off', all) : []),
  ],
  [
    /^(?:\[\/dev\/cdc-wdm\d+\] )?Radio state retrieved: '(fcc-locked|off)'/i,
    ([, state = '']) => mbimcli('radio-off', state),
  ],
  [/^\[\/dev\/cdc-wdm\d+\] (?:Operating mode|Radio state) retrieved/i, 'noise'],
];
