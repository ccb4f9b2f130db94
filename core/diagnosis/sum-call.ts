import type { Fact, FactOf } from '../facts/fact.js';

/** One run's call in one fact, or undefined where none was made. Its `seen` are the lines that tell how far it came and how it ended. Pure. */
export const sumCall = (_facts: readonly Fact[]): FactOf<'call.summed'> | undefined => undefined;
