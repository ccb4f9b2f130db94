import type { LogLine } from '../reader.js';

/** Tells lines that were said before by another, or by the same in one breath. */
export interface FirstSpeaker {
  /** Whether this one says again what another has just said. */
  readonly isRepeated: (line: LogLine) => boolean;
  /** Somebody said this for the first time. */
  readonly spoke: (line: LogLine) => void;
}

/**
 * Where a service's output is logged next to what its programs log themselves (NetworkManager's pppd, a script's chat), each line stands twice,
 * under two names, and some only once: whoever says it first is heard. Lines without a name are a terminal's, and no copies.
 */
export const firstSpeaker = (): FirstSpeaker => {
  let said: readonly LogLine[] = [];
  let last = '';
  return {
    isRepeated: (line) => {
      if (line.program === undefined) return false;
      // The same name, process and second: two logs of one machine run together.
      if (line.t !== undefined && line.raw === last) return true;
      const found = said.findIndex((it) => it.text === line.text && it.program !== line.program && isAtOnce(it, line));
      if (found < 0) return false;
      // Each is said again once: the next of the same words is a new one.
      said = said.toSpliced(found, 1);
      return true;
    },
    spoke: (line) => {
      last = line.raw;
      if (line.program !== undefined) said = [...said.filter((it) => isAtOnce(it, line)), line].slice(-mostKept);
    },
  };
};

/** A program's output reaches the log in pieces of some size. */
const mostKept = 60;

const isAtOnce = (one: LogLine, other: LogLine): boolean =>
  one.t === undefined || other.t === undefined || Math.abs(other.t - one.t) <= atOnceMs;
const atOnceMs = 2000;
