import type { ExitCode, RecoveryActionName, StageName } from '@dialtone/plugins';
import type { Tried } from './recovery.js';

/** What recovery must remember between walks, until a link holds. Times are milliseconds of the corridor's clock. */
export interface History {
  readonly tried: () => readonly Tried[];
  readonly note: (tried: {
    readonly on: ExitCode;
    readonly action: RecoveryActionName;
    readonly saidBy: string;
  }) => void;
  /** How many profiles have failed in a row. */
  readonly profilesTried: () => number;
  /** Rounds that ended without a link, in a row. */
  readonly rounds: () => number;
  readonly passed: (stage: StageName, ms: number) => void;
  /** Milliseconds spent in each stage, over all walks since the stick was plugged or the link was last lost. */
  readonly stages: () => Readonly<Partial<Record<StageName, number>>>;
  /** Milliseconds since the stick was plugged or the link was last lost. */
  readonly sinceMs: (now: number) => number;
  /** The link is up: the profile in use is the one that works, and is remembered as such. */
  readonly arrived: (now: number) => void;
  /** A walk is over. If the link was up, time counts from here; if it had held, the failures before it are forgiven. */
  readonly walkEnded: (now: number) => void;
  /** A round is over with nothing left to try: the next begins now, with everything allowed again. */
  readonly endRound: (now: number) => void;
  /** Something else is wanted now: whatever failed before says nothing about it. */
  readonly startAnew: (now: number) => void;
}

/** `steadyMs`: how long a link must hold to count as a success. Without it one that drops at once would be redialled for ever. */
export const createHistory = (now: number, steadyMs: number): History => {
  let tried: Tried[] = [];
  let stages: Partial<Record<StageName, number>> = {};
  let profiles = 0;
  let rounds = 0;
  let since = now;
  let upSince: number | undefined;

  const countFrom = (at: number) => {
    since = at;
    stages = {};
    upSince = undefined;
  };
  const allowEverything = () => {
    tried = [];
    profiles = 0;
  };

  return {
    tried: () => tried,
    note: (entry) => {
      tried.push(entry);
      if (entry.action === 'next-profile') profiles += 1;
    },
    profilesTried: () => profiles,
    rounds: () => rounds,
    passed: (stage, ms) => {
      stages = { ...stages, [stage]: (stages[stage] ?? 0) + ms };
    },
    stages: () => stages,
    sinceMs: (at) => Math.round(at - since),
    arrived: (at) => {
      upSince = at;
      profiles = 0;
    },
    walkEnded: (at) => {
      if (upSince === undefined) return;
      if (at - upSince >= steadyMs) {
        tried = [];
        rounds = 0;
      }
      countFrom(at);
    },
    endRound: (at) => {
      allowEverything();
      rounds += 1;
      countFrom(at);
    },
    startAnew: (at) => {
      allowEverything();
      rounds = 0;
      countFrom(at);
    },
  };
};
