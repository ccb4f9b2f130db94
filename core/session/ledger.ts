import { type Door, doors } from '../facts/doors.js';
import type { Fact } from '../facts/fact.js';
import type { Stamps } from '../pipeline/tools.js';

/** More facts than this are not kept for a diagnosis: the oldest of the door that has most of them go first. */
const mostFacts = 4000;

/** What this stick's corridor has passed (stamps) and what happened in it (facts), cleared together from one door on. */
export interface Ledger extends Stamps {
  /** `door`: where it happened; by default in the one that was entered last. */
  readonly add: (fact: Fact, door?: string) => void;
  /** The facts of the plug, of the doors that are stamped, and of the walk that is under way. */
  readonly facts: () => readonly Fact[];
  /** Forgets what was learnt from this door on, and what happened there, in doors that were never passed, and between two walks. */
  readonly clear: (from: Door) => void;
  /** The link is up: what was repaired on the way explains nothing that comes. */
  readonly arrived: () => void;
  /** Forgets what this one door learnt: it is passed again by the next walk, and those behind it are not. */
  readonly reopen: (door: Door) => void;
}

/** Where facts belong that happen before the first door is entered, and between two walks. */
const plug = 'plug';
/** Where it is told what recovery did: kept from walk to walk, since it explains the end of the last, until the link is up or a new round begins. */
export const repairs = 'repairs';
const betweenWalks = 'between walks';

interface Entry {
  readonly fact: Fact;
  readonly door: string;
}

export const createLedger = (): Ledger => {
  const learnt = new Map<string, object>();
  let entries: Entry[] = [];
  let place: string = plug;
  return {
    // Only the door itself sets its stamp, so the type it asks for is the type it set.
    get: <Learnt extends object>(door: string) => learnt.get(door) as Learnt | undefined,
    enter: (door) => {
      place = door;
    },
    set: (door, known) => void learnt.set(door, known),
    add: (fact, door = place) => {
      entries.push({ fact, door });
      if (entries.length > mostFacts) entries = thinned(entries);
    },
    facts: () => entries.map(({ fact }) => fact),
    clear: (from) => {
      for (const door of doors.slice(doors.indexOf(from))) learnt.delete(door);
      entries = entries.filter(
        ({ door }) => door === plug || learnt.has(door) || (door === repairs && from !== 'detect'),
      );
      place = betweenWalks;
    },
    arrived: () => {
      entries = entries.filter(({ door }) => door !== repairs);
    },
    reopen: (door) => void learnt.delete(door),
  };
};

/** A link that is up for a year must not push out what was learnt on the way to it. */
const thinned = (entries: readonly Entry[]): Entry[] => {
  const counts = new Map<string, number>();
  for (const { door } of entries) counts.set(door, (counts.get(door) ?? 0) + 1);
  const [fullest] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  let surplus = mostFacts / 4;
  return entries.filter(({ door }) => {
    if (door !== fullest || surplus === 0) return true;
    surplus -= 1;
    return false;
  });
};
