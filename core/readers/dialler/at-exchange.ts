import type { ReadFact } from '../reader.js';

/** A dialogue with a modem as a log shows it: what was sent, what came back. One for each file and reader. */
export interface AtExchange {
  /** A command went out. It may be an echo of the last one, which tells nothing. */
  readonly sent: (command: string) => readonly ReadFact[];
  /** A line came from the modem: echo, information, final result, or unasked. */
  readonly heard: (line: string) => readonly ReadFact[];
  /** Whoever asked gave up waiting for an answer to the last command. */
  readonly silent: () => readonly ReadFact[];
}

/** Gives `at.sent`, `at.replied`, and what the lines mean: `sim.state`, `registration.changed`, `signal.measured`, `context.defined` and so on. */
export const atExchange = (): AtExchange => ({ sent: () => [], heard: () => [], silent: () => [] });
