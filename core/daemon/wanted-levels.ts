import { BehaviorSubject, type Observable } from 'rxjs';
import type { Wanted } from '../facts/wanted.js';

/** What is asked for, held in one place: of each stick, by its bus path. */
export interface WantedLevels {
  /** The level in force first, then each change. */
  readonly at$: (path: string) => Observable<Wanted>;
  readonly at: (path: string) => Wanted;
  readonly set: (path: string, wanted: Wanted) => void;
  /** The stick has gone: of the next one at that place is wanted what is wanted of all. */
  readonly forget: (path: string) => void;
}

/** `initial`: what is wanted of a stick of which nobody has said anything. */
export const createWantedLevels = (initial: Wanted): WantedLevels => {
  const levels = new Map<string, BehaviorSubject<Wanted>>();
  const levelAt = (path: string): BehaviorSubject<Wanted> => {
    const level = levels.get(path) ?? new BehaviorSubject<Wanted>(initial);
    levels.set(path, level);
    return level;
  };
  return {
    at$: (path) => levelAt(path).asObservable(),
    at: (path) => levelAt(path).value,
    set: (path, wanted) => levelAt(path).next(wanted),
    forget: (path) => void levels.delete(path),
  };
};
