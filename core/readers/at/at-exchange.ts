import { makesCall } from '../../at/belongs.js';
import { redactCommand, redactLines } from '../../facts/redact.js';
import type { ReadFact } from '../reader.js';
import { type Final, finalOf } from './at-final.js';
import { isBasic } from './command-kinds.js';
import { dialOddity } from './dial-oddity.js';
import { errorMeaning } from './error-meaning.js';
import { lineMeaning } from './line-meaning.js';
import { contextSet, replyMeaning } from './reply-meaning.js';
import { isEchoOf, plainCommand, plainLine } from './same-line.js';
import { streamMeaning } from './stream-meaning.js';

/** A dialogue with a modem as a log shows it: what was sent, what came back. One for each file and reader. */
export interface AtExchange {
  /** A command went out. It may be an echo of the last one, which tells nothing. */
  readonly sent: (command: string) => readonly ReadFact[];
  /** A line came from the modem: echo, information, final result, or unasked. */
  readonly heard: (line: string) => readonly ReadFact[];
  /** Whoever asked gave up waiting for an answer to the last command. */
  readonly silent: () => readonly ReadFact[];
  /** Whether the last command was answered, and not taken. */
  readonly refused: () => boolean;
}

const isCommand = /^AT[+^&*$%][A-Z]{2,}/i;

/** Gives `at.sent`, `at.replied`, and what the lines mean: `sim.state`, `registration.changed`, `signal.measured`, `context.defined` and so on. */
export const atExchange = (): AtExchange => {
  let asked = noQuestion;
  let simFailures = 0;
  const contexts = new Set<number>();

  const sent = (said: string): readonly ReadFact[] => {
    const command = plainCommand(said);
    if (command === '') return [];
    if (asked.state === 'open' && asked.lines.length === 0 && isEchoOf(asked.command, command)) return [];
    asked = { command, lines: [], state: 'open' };
    const [context] = contextSet(command);
    if (context?.fact === 'context.defined') contexts.add(context.cid);
    return [{ fact: 'at.sent', port, command: redactCommand(command) }, ...dialOddity(command, contexts)];
  };
  const heard = (said: string): readonly ReadFact[] => {
    const told = meaning(said);
    if (!told.some((fact) => fact.fact === 'sim.state' && failing.has(fact.state))) return told;
    simFailures += 1;
    return simFailures === often ? [...told, { fact: 'sign.seen', sign: 'sim-fails-again', by: 'modem' }] : told;
  };
  const meaning = (said: string): readonly ReadFact[] => {
    const line = plainLine(said);
    if (line === '') return [];
    // Behind CONNECT speaks the other end, not the modem, until something is sent again or the call is over.
    const stream = streamMeaning(line);
    if (stream) return asked.state === 'connected' && stream.is === 'frames' ? [] : stream.facts;
    if (asked.state === 'open' && isEchoOf(asked.command, line)) return [];
    // Its echo is all that is left of the command: the log begins here, or tells nothing of what is sent.
    if (asked.state !== 'open' && isCommand.test(line)) return sent(line);
    const final = finalOf(line, asked.state === 'open' && asked.lines.length === 0);
    if (final) return asked.state === 'open' ? replied(final) : unasked(final);
    if (asked.lines.length < mostLines) asked = { ...asked, lines: [...asked.lines, line] };
    return [
      ...lineMeaning(line, asked.state === 'open' ? asked.command : ''),
      ...(asked.state === 'open' && asked.lines.length === often && isBasic.test(asked.command) ? reportsOnly : []),
    ];
  };
  const replied = ({ result, ok, code }: Final): readonly ReadFact[] => {
    const { command, lines } = asked;
    asked = { ...asked, state: result.startsWith('CONNECT') ? 'connected' : ok ? 'answered' : 'refused' };
    const reply = { command: redactCommand(command), lines: redactLines(command, lines), result, ok };
    return [
      { fact: 'at.replied', port, ...reply, ...(code === undefined ? {} : { code }), ms: 0 },
      ...(ok ? replyMeaning(command, lines, result) : errorMeaning(command, result)),
    ];
  };
  /** NO CARRIER ends a call that was up; an error that nobody asked for says as much as any. */
  const unasked = ({ result, ok }: Final): readonly ReadFact[] => {
    if (asked.state === 'connected') asked = { ...asked, state: 'answered' };
    if (result.startsWith('CONNECT')) return [{ fact: 'dial.connected', number: '', text: result }];
    return ok ? [] : errorMeaning(makesCall(asked.command) ? asked.command : '', result);
  };
  const silent = (): readonly ReadFact[] => {
    if (asked.state !== 'open') return [];
    const { command, lines } = asked;
    asked = { ...asked, state: 'answered' };
    const reply = { command: redactCommand(command), lines: redactLines(command, lines) };
    return [{ fact: 'at.replied', port, ...reply, result: 'timeout', ok: false, ms: 0 }];
  };
  return { sent, heard, silent, refused: () => asked.state === 'refused' };
};

/** A log does not say which interface of the stick it was. */
const port = 0;
/** An answer that never ends must not be kept for ever. */
const mostLines = 40;

const failing: ReadonlySet<string> = new Set(['NOT INSERTED', 'FAILURE']);
/** A basic command has one line for an answer: who gets a row of others listens to a port for reports, or to somebody else's answers. */
const reportsOnly: readonly ReadFact[] = [{ fact: 'sign.seen', sign: 'reports-only', by: 'the port' }];
/** A SIM that is just being read may fail once or twice. */
const often = 4;

interface Question {
  /** As sent, with its secrets: never in a fact. */
  readonly command: string;
  readonly lines: readonly string[];
  readonly state: 'none' | 'open' | 'answered' | 'refused' | 'connected';
}
const noQuestion: Question = { command: '', lines: [], state: 'none' };
