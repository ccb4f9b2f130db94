import type { AtCommand } from './at-command.js';

/**
 * Whether a line is the echo of a command, or a piece of it: a report may cut an echo in two, and a stick that is just waking loses the first
 * characters. A piece only counts before the first line of the answer.
 */
export const isEcho = (command: AtCommand, line: string, answered: boolean): boolean =>
  line === command.line || line === command.answer || (!answered && isPiece(command.line, line));

const isPiece = (command: string, line: string): boolean =>
  (line.startsWith('AT') && command.startsWith(line)) || command.endsWith(line);
