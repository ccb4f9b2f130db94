import type { Fact } from '../facts/fact.js';
import type { Stamps } from '../pipeline/tools.js';

/** Every door of the corridor in the order in which it is passed, a stage behind its steps: recovery names the one to walk again from. */
export const doors = [
  'detect',
  'modeswitch',
  'port-select',
  'init/wake',
  'init/identify',
  'init/unlock-sim',
  'init/apply-steps',
  'init/register',
  'init/choose-carrier',
  'init/define-context',
  'init',
  'dial',
  'ppp',
] as const;
export type Door = (typeof doors)[number];

/** More facts than this are not kept for a diagnosis: the oldest go first. */
const mostFacts = 4000;

/** What this stick's corridor has passed (stamps) and what happened in it (facts), cleared together from one door on. */
export interface Ledger extends Stamps {
  readonly add: (fact: Fact) => void;
  /** The facts of the doors that are stamped and of the walk that is under way. */
  readonly facts: () => readonly Fact[];
  /** Forgets what was learnt and what happened from this door on. */
  readonly clear: (from: Door) => void;
}

export const createLedger = (): Ledger => {
  const learnt = new Map<string, object>();
  const entered = new Map<string, number>();
  let facts: Fact[] = [];
  let dropped = 0;
  return {
    // Only the door itself sets its stamp, so the type it asks for is the type it set.
    get: <Learnt extends object>(door: string) => learnt.get(door) as Learnt | undefined,
    enter: (door) => void entered.set(door, dropped + facts.length),
    set: (door, known) => void learnt.set(door, known),
    add: (fact) => {
      facts.push(fact);
      if (facts.length > mostFacts) {
        facts = facts.slice(mostFacts / 4);
        dropped += mostFacts / 4;
      }
    },
    facts: () => facts,
    clear: (from) => {
      const cleared = doors.slice(doors.indexOf(from));
      const since = entered.get(from);
      if (since !== undefined) facts = facts.slice(0, Math.max(since - dropped, 0));
      for (const door of cleared) {
        learnt.delete(door);
        entered.delete(door);
      }
    },
  };
};
