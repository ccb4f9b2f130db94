import { makesCall } from '../../at/belongs.js';
import { redactCommand } from '../../facts/redact.js';
import { pppdReader } from '../ppp/pppd.js';
import { type LogLine, type ReadFact, readByPatterns } from '../reader.js';
import type { AtExchange } from './at-exchange.js';
import { piecesOf } from './pieces.js';
import { distinctive, markedWords } from './wvdial-mark.js';
import { wvdialWords } from './wvdial-words.js';

export interface WvdialReader {
  readonly read: (line: LogLine) => readonly ReadFact[] | undefined;
  /** Lines without its mark are what the modem says: from the first command up to pppd. */
  readonly listens: () => boolean;
}

/** wvdial's output, 1.4 to 1.61, on a terminal, in a syslog, or in the window of a GUI. */
export const wvdialReader = (modem: AtExchange): WvdialReader => {
  const pppd = pppdReader();
  let state: 'none' | 'begun' | 'modem' | 'ppp' = 'none';
  let isConnected = false;
  let isDialling = false;
  const ours = new Set<string>();
  let last = '';
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
    if (told.some(({ fact }) => fact === 'dial.connected')) isConnected = true;
    return told;
  };
  /** Between a command of wvdial's and its answer only that command can come back: who else asks things of the modem owns the port too. */
  const foreign = (text: string): readonly ReadFact[] =>
    state === 'modem' && !isTalkOfPeople && isStatusQuestion.test(text) && !ours.has(text.toUpperCase())
      ? [{ fact: 'sign.seen', sign: 'foreign-command', by: 'wvdial', detail: text }]
      : [];
  const steps = (said: string): readonly ReadFact[] | undefined => {
    if (/^WvDial: Internet dialer version/i.test(said)) return begin();
    if (/^Initiali[sz]ing modem/i.test(said)) return state === 'begun' ? toModem() : [...begin(), ...toModem()];
    const sending = /^(?:Re-?)?Sending: ?(.+)$/i.exec(said);
    if (sending) {
      const [command = '', ...answers] = piecesOf(sending[1] ?? '');
      return /AT/i.test(command) && state !== 'ppp' ? dialogue(command, answers) : [];
    }
    const waiting = /^Waiting for carrier\.*\s*(.*)$/i.exec(said);
    if (waiting) {
      isDialling = false;
      return [
        ...(makesCall(last) || last === '' ? [] : [sign('dial-command-odd', redactCommand(last))]),
        ...heard(piecesOf(waiting[1] ?? '')),
      ];
    }
    // Who dials waits for a carrier; who does not has dialled with an Init line.
    if (/^(?:Modem initiali[sz]ed|Bad init string|Modem not responding)/i.test(said) && isDialling)
      return [sign('dialled-by-init')];
    if (/^Modem not responding/i.test(said)) return [...modem.silent(), sign('modem-silent')];
    if (/^Timed out while dial/i.test(said)) return [...modem.silent(), sign('dial-unanswered')];
    if (/^Carrier detected/i.test(said)) return connected(said);
    if (/^Starting pppd at/i.test(said)) {
      state = 'ppp';
      return [];
    }
    if (
      /^(?:Disconnecting at|The PPP daemon has died|Auto Reconnect|Bad init string|Configuration does not)/i.test(said)
    )
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
    return [{ fact: 'dial.connected', number: '', text }];
  };

  const read = (line: LogLine): readonly ReadFact[] | undefined => {
    const fromModem = /^(?:\S+ )?WvDial Modem<[^>]{0,12}>: ?(.*)$/i.exec(line.text);
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
      steps(here.text) ?? readByPatterns(wvdialWords, here) ?? (isMarked ? pppd.read(withoutProgram(here)) : undefined);
    if (told !== undefined) return told;
    return isMarked && (state !== 'none' || line.program === 'wvdial') ? [] : undefined;
  };
  return { read, listens: () => state === 'modem' || state === 'begun' };
};

const mostCommands = 60;
const isStatusQuestion = /^AT\+(?:CREG|CGREG|CEREG|COPS|CSQ|CIND|CPIN|CFUN|CGATT|CPMS)(?:\?|=\?|$)/i;

const sign = (
  name: 'modem-silent' | 'dial-unanswered' | 'dialled-by-init' | 'dial-command-odd',
  detail?: string,
): ReadFact => ({ fact: 'sign.seen', sign: name, by: 'wvdial', ...(detail === undefined ? {} : { detail }) });

/** Words between lines of a log: from there on, what looks like a dialogue may be another one. */
const prose = /\b[a-z]{2,20} [a-z]{2,20} [a-z]{2}/;

const withoutProgram = ({ file, number, raw, text }: LogLine): LogLine => ({ file, number, raw, text });
