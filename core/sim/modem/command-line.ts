import { dialAborted } from './dial.js';
import { execute } from './execute.js';
import { andThen, type ModemState, type PortState, type Step, withPort } from './modem-state.js';
import { say } from './say.js';

/** Longest command line in characters; what is typed beyond it is forgotten. */
const longestLine = 1024;
/** How many lines may wait behind the one that runs. */
const mostWaiting = 32;

/** Bytes that somebody types on a port in command mode. */
export const typed = (state: ModemState, port: PortState, bytes: Uint8Array): Step => {
  const text = Buffer.from(bytes).toString('latin1');
  if (port.mode === 'dialling') return /[\x20-\x7e]/.test(text) ? dialAborted(state) : [state, []];
  const [rest = '', ...lines] = split(port.typed + text);
  const waiting = [...port.waiting, ...lines].slice(0, mostWaiting);
  const echo = port.echo ? say(state, port, text) : [];
  return andThen([withPort(state, port.number, { typed: rest, waiting }), echo], (after) =>
    nextLine(after, port.number),
  );
};

/** The time that the running line takes is over: it is carried out, answered, and the next begins. */
export const lineDone = (state: ModemState, number: number): Step => {
  const line = state.ports[number]?.running;
  if (line === undefined) return [state, []];
  return andThen(execute(withPort(state, number, { running: undefined }), number, line), (after) =>
    nextLine(after, number),
  );
};

/** The unfinished line, and the finished ones: those with an AT in them, from there on. Anything else is noise, as V.250 has it. */
const split = (text: string): readonly string[] => {
  const lines = text.split('\r');
  const rest = lines.pop() ?? '';
  return [
    clean(rest).slice(-longestLine),
    ...lines
      .map(clean)
      .map(fromAt)
      .filter((line) => line !== ''),
  ];
};

const clean = (text: string): string => {
  let line = '';
  for (const character of text) {
    if (character === '\b' || character === '\x7f') line = line.slice(0, -1);
    else if (character >= ' ') line += character;
  }
  return line;
};

const fromAt = (line: string): string => /at.*$/i.exec(line)?.[0].slice(0, longestLine) ?? '';

const nextLine = (state: ModemState, number: number): Step => {
  const port = state.ports[number];
  const [line, ...waiting] = port?.waiting ?? [];
  if (port === undefined || line === undefined || port.running !== undefined || port.mode !== 'command')
    return [state, []];
  const swallowed = state.personality.at.swallowsFirst && port.commandsSeen === 0;
  const change = { waiting, commandsSeen: port.commandsSeen + 1, running: swallowed ? undefined : line };
  const begun = withPort(state, number, change);
  return swallowed ? nextLine(begun, number) : begin(begun, number, line);
};

const begin = (state: ModemState, number: number, line: string): Step => {
  const { at, delays } = state.personality;
  const late = at.lateReplyMs !== undefined && !state.lateReplyGiven && /\+CPIN\?/i.test(line);
  return [
    late ? { ...state, lateReplyGiven: true } : state,
    [
      { kind: 'moment', moment: 'command' },
      { kind: 'start-timer', timer: `port:${number}`, ms: late ? (at.lateReplyMs ?? 0) : delays.commandMs },
    ],
  ];
};
