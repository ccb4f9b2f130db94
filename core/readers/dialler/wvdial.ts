import { makesCall } from '../../at/belongs.js';
import { pppdReader } from '../ppp/pppd.js';
import { type LogLine, type ReadFact, readByPatterns } from '../reader.js';
import type { AtExchange } from './at-exchange.js';
import { piecesOf } from './pieces.js';
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
    return [...modem.sent(command), ...heard(answers)];
  };
  const heard = (answers: readonly string[]): readonly ReadFact[] => {
    const told = answers.flatMap((answer) => modem.heard(answer));
    if (told.some(({ fact }) => fact === 'dial.connected')) isConnected = true;
    return told;
  };
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
      return heard(piecesOf(waiting[1] ?? ''));
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
    if (/^(?:Disconnecting at|The PPP daemon has died|Auto Reconnect)/i.test(said)) state = 'none';
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
    if (said === undefined && !distinctive.test(line.text)) return undefined;
    const isMarked = said !== undefined;
    const told =
      steps(here.text) ?? readByPatterns(wvdialWords, here) ?? (isMarked ? pppd.read(withoutProgram(here)) : undefined);
    if (told !== undefined) return told;
    return isMarked && (state !== 'none' || line.program === 'wvdial') ? [] : undefined;
  };
  return { read, listens: () => state === 'modem' || state === 'begun' };
};

const sign = (name: 'modem-silent' | 'dial-unanswered' | 'dialled-by-init'): ReadFact => ({
  fact: 'sign.seen',
  sign: name,
  by: 'wvdial',
});

const withoutProgram = ({ file, number, raw, text }: LogLine): LogLine => ({ file, number, raw, text });

/** What stands behind wvdial's mark: `-->`, as forums and word processors left it, or `WvDial<*1>:` of older versions. */
const markedWords = ({ text, program }: LogLine): string | undefined => {
  const found = mark.exec(text);
  if (found) return text.slice(found[0].length).replace(mark, '').trim();
  return program === 'wvdial' ? text : undefined;
};
const mark =
  /^(?:(?:\S+ )?Wv(?:Dial|Modem|DialBrain)\w*<[^>]{0,12}>: *|(?:wvdial(?:\[\d+\])?: *)?(?:-{1,2} ?(?:>|&gt;)|[\u2013\u2014] ?(?:>|&gt;)|\u2192) *)/i;

const distinctive =
  /^(?:WvDial: Internet dialer|Initiali[sz]ing modem\.?$|Modem initiali[sz]ed\.?$|(?:Re-?)?Sending: AT|Waiting for carrier|Carrier detected\. |Modem not responding\.?$|Bad init string|Timed out while dialing|Invalid dial command|No Carrier! |Don't know what to do! |The PPP daemon has died|Configuration does not specify a valid|Caught signal \d+: )/i;
