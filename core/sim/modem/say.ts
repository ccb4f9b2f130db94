import type { ModemOutput, ModemState, PortState } from './modem-state.js';

/** Text to one port. Where lines come in pieces, each piece is an output of its own. */
export const say = (state: ModemState, port: PortState, text: string): readonly ModemOutput[] => {
  if (!port.open || text === '') return [];
  const bytes = Buffer.from(text, 'latin1');
  if (!state.personality.at.pieces) return [{ kind: 'bytes', port: port.number, bytes, piece: false }];
  return pieces(bytes).map((piece) => ({ kind: 'bytes', port: port.number, bytes: piece, piece: true }));
};

/** Information lines and the final result of a command, in the port's form (V0, Q1). */
export const answerText = (port: PortState, lines: readonly string[], result: string | undefined): string => {
  const information = lines.length === 0 ? '' : `\r\n${lines.join('\r\n')}\r\n`;
  if (result === undefined || port.quiet) return information;
  return information + (port.verbose ? `\r\n${result}\r\n` : `${numeric(result)}\r`);
};

/** An unsolicited line, on every port that is open and in command mode. */
export const announce = (state: ModemState, line: string): readonly ModemOutput[] =>
  listeners(state).flatMap((port) => say(state, port, `\r\n${line}\r\n`));

/** Ports on which unasked lines can be heard. */
export const listeners = (state: ModemState): readonly PortState[] =>
  Object.values(state.ports).filter((port) => port.open && port.answers !== 'nothing' && port.mode === 'command');

/** Sizes in turn, so that every place of a line is cut sooner or later. */
const pieceSizes = [1, 3, 2, 5];

const pieces = (bytes: Uint8Array): readonly Uint8Array[] => {
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = pieceSizes[found.length % pieceSizes.length] ?? 1;
    found.push(bytes.slice(at, at + size));
    at += size;
  }
  return found;
};

/** The numbers of V.250, table 1; extended errors have none. */
const numeric = (result: string): string => {
  const [word = ''] = /^(OK|CONNECT|RING|NO CARRIER|ERROR|BUSY|NO ANSWER)/.exec(result) ?? [];
  return numbers[word] ?? '4';
};
const numbers: Readonly<Record<string, string>> = {
  OK: '0',
  CONNECT: '1',
  RING: '2',
  'NO CARRIER': '3',
  ERROR: '4',
  BUSY: '7',
  'NO ANSWER': '8',
};
