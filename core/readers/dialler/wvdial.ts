import { makesCall } from '../../at/belongs.js';
import type { Place } from '../../facts/fact.js';
import { redactCommand } from '../../facts/redact.js';
import type { AtExchange } from '../at/at-exchange.js';
import { pppdReader } from '../ppp/pppd.js';
import { type LogLine, placeOf, type ReadFact, readByPatterns } from '../reader.js';
import { piecesOf } from './pieces.js';
import { distinctive, markedWords, tornMarks } from './wvdial-mark.js';
import { wvdialWords } from './wvdial-words.js';

export interface WvdialReader {
  readonly read: (line: LogLine) => readonly ReadFact[] | undefined;
  /** Lines without its mark are what the modem says: from the first command up to pppd. */
  readonly listens: () => boolean;
  /** What is left of the call before is no fault of its own. */
  readonly afterwards: (fact: ReadFact) => ReadFact;
}

/** wvdial's output, 1.4 to 1.61, on a terminal, in a syslog, or in the window of a GUI. */
export const wvdialReader = (modem: AtExchange): WvdialReader => {
  const pppd = pppdReader();
  const torn = tornMarks();
  let state: 'none' | 'begun' | 'modem' | 'ppp' = 'none';
  let isConnected = false;
  let isDialling = false;
  /** Since wvdial was started: what it meets when it dials again by itself follows on that call. */
  let hasCalled = false;
  const ours = new Set<string>();
  let last = '';
  let lastAt: Place | undefined;
  let isTalkOfPeople = false;

  const begin = (): readonly ReadFact[] => {
    state = 'begun';
    isConnected = false;
    isDialling = false;
    return [{ fact: 'run.started', by: 'wvdial', level: 0 }];
  };
  const dialogue = (command: string, answers: readonly string[]): readonly ReadFact[] => {
    state = 'modem';
    isConnected = false;
    if (makesCall(command)) isDialling = true;
    last = command;
    if (ours.size < mostCommands) ours.add(command.toUpperCase());
    return [...modem.sent(command), ...heard(answers)];
  };
  const heard = (answers: readonly string[]): readonly ReadFact[] => {
    const told = answers.flatMap((answer) => modem.heard(answer));
    if (told.some(({ fact }) => fact === 'dial.connected')) {
      isConnected = true;
      hasCalled = true;
    }
    return told;
  };
  const afterwards = (fact: ReadFact): ReadFact =>
    hasCalled && fact.fact === 'sign.seen' && fact.sign === 'modem-in-data-mode'
      ? sign('modem-silent-since', fact.detail)
      : fact;
  /** Between a command of wvdial's and its answer only that command can come back: who else asks things of the modem owns the port too. */
  const foreign = (text: string): readonly ReadFact[] =>
    state === 'modem' && !isTalkOfPeople && isStatusQuestion.test(text) && !ours.has(text.toUpperCase())
      ? [{ fact: 'sign.seen', sign: 'foreign-command', by: 'wvdial', detail: text }]
      : [];
  /** By what was sent, and by what came of it. */
  const told = (fact: ReadFact, line: LogLine): ReadFact =>
    lastAt ? { ...fact, seen: [lastAt, placeOf(line)] } : fact;
  const steps = (said: string, line: LogLine): readonly ReadFact[] | undefined => {
    if (/^WvDial: Internet dialer version/i.test(said)) {
      hasCalled = false;
      return begin();
    }
    if (/^Initiali[sz]ing modem/i.test(said)) return state === 'begun' ? toModem() : [...begin(), ...toModem()];
    const sending = /^(?:Re-?)?Sending: ?(.+)$/i.exec(said);
    if (sending) {
      lastAt = placeOf(line);
      const [command = '', ...answers] = piecesOf(sending[1] ?? '');
      return /AT/i.test(command) && state !== 'ppp' ? dialogue(command, answers) : [];
    }
    const waiting = /^Waiting for carrier\.*\s*(.*)$/i.exec(said);
    if (waiting) {
      isDialling = false;
      return [
        ...(makesCall(last) || last === '' ? [] : [told(sign('dial-command-odd', redactCommand(last)), line)]),
        ...heard(piecesOf(waiting[1] ?? '')),
      ];
    }
    // Who dials waits for a carrier; who does not has dialled with an Init line.
    if (/^(?:Modem initiali[sz]ed|Bad init string|Modem not responding)/i.test(said) && isDialling)
      return [sign('dialled-by-init')];
    if (/^Bad init string/i.test(said)) {
      state = 'none';
      return [told(sign('init-refused', redactCommand(last)), line)];
    }
    // It waits for OK or ERROR, and takes any other word for silence.
    if (/^Modem not responding/i.test(said))
      return modem.refused()
        ? [sign('init-refused')]
        : [...modem.silent(), sign(hasCalled ? 'modem-silent-since' : 'modem-silent')];
    if (/^Timed out while dial/i.test(said)) return [...modem.silent(), sign('dial-unanswered')];
    if (/^Carrier detected/i.test(said)) return connected(said);
    // It says that where nobody asked for the end.
    if (/^Auto Reconnect will be attempted/i.test(said) && isConnected) {
      state = 'none';
      return [sign('link-ended')];
    }
    if (/^Starting pppd at/i.test(said)) {
      state = 'ppp';
      hasCalled = true;
      return [];
    }
    if (/^The PPP daemon has died/i.test(said)) hasCalled = true;
    if (/^(?:Disconnecting at|The PPP daemon has died|Auto Reconnect|Configuration does not)/i.test(said))
      state = 'none';
    return undefined;
  };
  const toModem = (): readonly ReadFact[] => {
    state = 'modem';
    return [];
  };
  const connected = (text: string): readonly ReadFact[] => {
    if (isConnected) return [];
    isConnected = true;
    hasCalled = true;
    return [{ fact: 'dial.connected', number: '', text }];
  };

  const read = (given: LogLine): readonly ReadFact[] | undefined => {
    const line = torn.join(given);
    if (line === undefined) return [];
    const fromModem = /^(?:\S+ )?WvDial Modem ?<[^>]{0,12}>: ?(.*)$/i.exec(line.text);
    if (fromModem) return heard(piecesOf(fromModem[1] ?? ''));
    const said = markedWords(line);
    const here = { ...line, text: said ?? line.text };
    // Without its mark, a line is wvdial's only if nobody else says such a thing.
    if (said === undefined && !distinctive.test(line.text)) {
      if (prose.test(line.text)) isTalkOfPeople = true;
      const alien = foreign(line.text);
      return alien.length === 0 ? undefined : [...alien, ...modem.sent(line.text)];
    }
    const isMarked = said !== undefined;
    isTalkOfPeople = false;
    const told =
      steps(here.text, line) ??
      readByPatterns(wvdialWords, here) ??
      (isMarked ? pppd.read(withoutProgram(here)) : undefined);
    if (told !== undefined) return told;
    return isMarked && (state !== 'none' || line.program === 'wvdial') ? [] : undefined;
  };
  return { read, listens: () => state === 'modem' || state === 'begun', afterwards };
};

const mostCommands = 60;
const isStatusQuestion = /^AT\+(?:CREG|CGREG|CEREG|COPS|CSQ|CIND|CPIN|CFUN|CGATT|CPMS)(?:\?|=\?|$)/i;

const sign = (
  name:
    | 'link-ended'
    | 'modem-silent'
    | 'modem-silent-since'
    | 'init-refused'
    | 'dial-unanswered'
    | 'dialled-by-init'
    | 'dial-command-odd',
  detail?: string,
): ReadFact => ({ fact: 'sign.seen', sign: name, by: 'wvdial', ...(detail === undefined ? {} : { detail }) });

/** Words between lines of a log: from there on, what looks like a dialogue may be another one. */
const prose = /\b[a-z]{2,20} [a-z]{2,20} [a-z]{2}/;

const withoutProgram = ({ file, number, raw, text }: LogLine): LogLine => ({ file, number, raw, text });
