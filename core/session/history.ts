import type { ExitCode, RecoveryActionName, StageName } from '@dialtone/plugins';
import type { Tried } from './recovery.js';

/** What recovery must remember between walks, until the link is up again. */
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
  /** A round is over with nothing left to try: the next begins with everything allowed again. */
  readonly endRound: () => void;
  readonly passed: (stage: StageName, ms: number) => void;
  /** Milliseconds spent in each stage, over all walks since the stick was plugged or the link was last lost. */
  readonly stages: () => Readonly<Partial<Record<StageName, number>>>;
  /** Milliseconds since the stick was plugged or the link was last lost. */
  readonly sinceMs: (now: number) => number;
  /** The link is up: failures so far are forgiven, the profile in use stays. */
  readonly arrived: () => void;
  /** The link that was up is lost, or something else is wanted now: time counts from here. */
  readonly restart: (now: number) => void;
}

export const createHistory = (now: number): History => {
  let tried: Tried[] = [];
  let stages: Partial<Record<StageName, number>> = {};
  let profiles = 0;
  let rounds = 0;
  let since = now;
  return {
    tried: () => tried,
    note: (entry) => {
      tried.push(entry);
      if (entry.action === 'next-profile') profiles += 1;
    },
    profilesTried: () => profiles,
    rounds: () => rounds,
    endRound: () => {
      tried = [];
      profiles = 0;
      rounds += 1;
    },
    passed: (stage, ms) => {
      stages = { ...stages, [stage]: (stages[stage] ?? 0) + ms };
    },
    stages: () => stages,
    sinceMs: (at) => Math.round(at - since),
    arrived: () => {
      tried = [];
      rounds = 0;
    },
    restart: (at) => {
      since = at;
      stages = {};
    },
  };
};
