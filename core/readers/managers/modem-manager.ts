import type { Sign } from '../../facts/signs/index.js';
import { lineMeaning } from '../at/line-meaning.js';
import type { MakeReader, ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { errorFacts } from './error-words.js';
import { isModemName, saidBy } from './manager-line.js';
import { modemDialogues } from './modem-dialogues.js';
import { lockFacts, registrationFacts } from './modem-words.js';
import { startOf } from './network-manager.js';

const by = 'ModemManager';
const sign = signBy(by);

/** ModemManager's log from 0.4 to today, with its dialogue with the modem where that was logged. */
export const modemManagerReader: MakeReader = () => {
  /** Where NetworkManager is seen to connect, its tries count: ModemManager only does what it is told. */
  let isTold = false;
  let trying = false;
  const dialogues = modemDialogues();

  const begin = (): readonly ReadFact[] => {
    if (trying || isTold) return [];
    trying = true;
    return [{ fact: 'run.started', by, level: 0 }];
  };
  const stateChanged = (from: string, to: string): readonly ReadFact[] => {
    if (to === 'connecting') return begin();
    trying = false;
    if (to === 'connected') return sign('call-connected');
    if (from === 'connected' && (to === 'disconnecting' || to === 'disabling')) return sign('disconnected-by-user');
    if (from === 'connected') return sign('connection-lost', `${from} to ${to}`);
    if (from === 'connecting') return sign('activation-failed', `${from} to ${to}`);
    if (to === 'locked') return sign('modem-locked');
    if (from === 'locked' && to !== 'failed') return sign('sim-unlocked');
    if (to === 'searching') return sign('searching');
    return to === 'registered' ? sign('registered') : [];
  };

  return {
    kind: 'modemmanager',
    read: (line) => {
      const { text, levelled } = saidBy(line.text);
      const device = startOf(text);
      if (device !== undefined && isModemName(device)) isTold = true;
      const told = dialogues(text);
      if (told) return told;
      const words = text.replace(/^\[[^\]]{1,200}\] /, '');
      const owned = isModemManager(line.program) || (levelled && words !== text);
      if (/^simple connect started|^processing user request to connect modem|starting connection with apn/i.test(words))
        return begin();
      const registration = /3GPP Registration state changed \([\w-]+ -(?:>|&gt;) ([\w-]+)\)/i.exec(words);
      if (registration) return registrationFacts(by, registration[1] ?? '');
      const answered = answeredIn(words);
      if (answered) return answered.flatMap((answer) => lineMeaning(answer, ''));
      const change = /(?:^|\/\d+: |^Modem[^:]{0,100}: )(?:state )?changed \(([\w-]+) -(?:>|&gt;) ([\w-]+)\)/i.exec(
        words,
      );
      if (change) return stateChanged(change[1] ?? '', change[2] ?? '');
      return wordsOf(words) ?? (owned ? ownWordsOf(words) : undefined);
    },
  };
};

/** What the modem answered, as ModemManager before 0.4 tells it: the bare number of its state, or what came with an answer that it could not read. */
const answeredIn = (words: string): readonly string[] | undefined => {
  const state = /^Registration state changed: ([0-5])$/i.exec(words)?.[1];
  if (state !== undefined) return [`+CREG: ${state}`];
  // Controls as syslog writes them: #015#012.
  return /\bunknown response: (.*)$/i.exec(words)?.[1]?.split(/(?:#0\d\d)+/);
};

const isModemManager = (program: string | undefined): boolean =>
  program === 'modemmanager' || program === 'modem-manager';

type Table = readonly (readonly [RegExp, (match: RegExpExecArray) => readonly ReadFact[]])[];

const firstOf = (table: Table, text: string): readonly ReadFact[] | undefined => {
  for (const [pattern, make] of table) {
    const match = pattern.exec(text);
    if (match) return make(match);
  }
  return undefined;
};

/** What the call came to grief on. */
const call = (said: string): readonly ReadFact[] => [
  ...sign('activation-failed', said),
  ...(errorFacts(by, said) ?? sign('call-failed', said)),
];
/** What keeps the modem from being used; what is not known of it is not told further, since much of it is harmless. */
const start = (said: string, otherwise?: Sign): readonly ReadFact[] =>
  errorFacts(by, said) ?? (otherwise ? sign(otherwise, said) : []);

const ofTheSim = /sim\b|pin|puk|locked|radio|denied/i;

/** Sentences that nobody else says. */
const table: Table = [
  [
    /modem is locked with '([\w-]+)'|unlock required \(([\w-]+)\)|modem in failed state: (sim-[\w-]+)/i,
    ([, lock, old, failed]) => (failed ? start(failed) : lockFacts(by, lock ?? old ?? '')),
  ],
  [/couldn't check unlock status: *(.*)$/i, ([, said = '']) => start(said)],
  [/couldn't start network: *(.*)$/i, ([, said = '']) => call(said)],
  [
    /CDMA.{0,20}registration state (?:changed|updated).{0,40}\b(?:registered|home|roaming)\)?$/i,
    () => sign('registered'),
  ],
  [/unlock no longer required/i, () => sign('sim-unlocked')],
  [/couldn't (?:connect bearer|create bearer)[^:]*: *(.*)$/i, ([, said = '']) => call(said)],
  [/simple connect(?:ion)? (?:request )?failed: *(.*)$/i, ([, said = '']) => call(said)],
  // It tells each step of a connection: behind this one it is registered.
  [/simple connect state \(\d+\/\d+\): register/i, () => sign('searching')],
  [/simple connect state \(\d+\/\d+\): (?:wait to get packet|bearer|connect|all done)/i, () => sign('registered')],
  [/modem not yet registered in a 3GPP network/i, () => sign('searching')],
  [/connection attempt #\d+ failed: *(.*)$/i, ([, said = '']) => call(said)],
  [/registration in network failed: *(.*)$/i, ([, said = '']) => start(said, 'registration-timed-out')],
  [/packet service attach in 3GPP network failed: *(.*)$/i, ([, said = '']) => start(said, 'registration-timed-out')],
  [/failed sending SIM PIN: *(.*)$/i, ([, said = '']) => start(said, 'pin-refused')],
  [
    /(?:modem couldn't be initialized|modem in failed state|fatal error initializing|error initializing)[^:]*: *(.*)$/i,
    ([, said = '']) => start(said, 'init-failed'),
  ],
  [
    /(?:failed enabling modem|failed waiting for (?:enabled|final) state): *(.*)$/i,
    ([, said = '']) => start(said, 'init-failed'),
  ],
  [/couldn't (?:enable|initialize) interface: *(.*)$/i, ([, said = '']) => (ofTheSim.test(said) ? start(said) : [])],
  [/call end reason \(\d+(?:, ?\d+)?\): *(.*)$/i, ([, said = '']) => errorFacts(by, said) ?? []],
  [
    /\bnw error: ([\w-]+)/i,
    ([, said = '']) => (said === 'none' ? [] : (errorFacts(by, said) ?? sign('context-refused', said))),
  ],
  [/Network rejection received: reason '?([^'(]{1,60})'?/i, ([, said = '']) => start(said, 'registration-denied')],
  [/timed out \d+ (?:consecutive )?times,? marking modem/i, ([all]) => sign('manager-unanswered', all)],
  [
    /port.{0,60}timed out (\d+) consecutive times/i,
    ([all, times]) => (Number(times) >= 3 ? sign('manager-unanswered', all) : []),
  ],
  [
    /could not open serial device ([\w/-]+): *(.*)$/i,
    ([, port = '', said = '']) => (/resource busy/i.test(said) ? sign('port-busy', port) : []),
  ],
  [/^\((tty\w+)\) opening serial port/i, ([, port = '']) => sign('manager-holds-port', port)],
  [/\bclaimed port (tty\w{1,12})$/i, ([, port = '']) => sign('tty-made', port)],
  [
    /couldn't (?:find|check) support for device(.*)not supported by any plugin/i,
    ([, device = '']) =>
      /\/usb/i.test(device) ? sign('manager-unsupported', device.replace(/^[\sat']+|[':\s]+$/g, '')) : [],
  ],
  [/unexpected port hangup/i, () => sign('port-hung-up')],
  [
    /Failed to find (?:primary AT port|a data port in the modem|a net port in the \w+ modem)|No supported ports found/i,
    ([all]) => sign('no-usable-port', all),
  ],
  [
    /hardware radio switch is OFF|so[f]?tware radio switch is OFF|couldn't run FCC unlock|FCC (?:unlock|auth\w*) (?:is )?(?:required|failed|unsuccessful)/i,
    ([all]) => sign('radio-off', all),
  ],
  [/network (?:request to deactivate context|forced PS detach)/i, ([all]) => sign('network-detached', all)],
  [/Disconnected because roaming is not allowed/i, ([all]) => sign('roaming-refused', all)],
  [
    /signal quality updated \((\d{1,3})\)/i,
    ([, percent]) => (Number(percent) > 0 ? [{ fact: 'signal.measured', percent: Number(percent) }] : []),
  ],
];
const wordsOf = (text: string): readonly ReadFact[] | undefined => firstOf(table, text);

/** What is known for ModemManager's only by the line's beginning. */
const ownTable: Table = [
  [
    /^\s*apn: *"?([^"\s]*)"?$/i,
    ([, apn = '']) =>
      /^(?:unspecified|none|)$/i.test(apn)
        ? sign('apn-not-given')
        : [{ fact: 'config.read', tool: by, key: 'apn', value: apn }],
  ],
];
const ownWordsOf = (text: string): readonly ReadFact[] => firstOf(ownTable, text) ?? [];
