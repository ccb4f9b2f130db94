import { BehaviorSubject, type Observable } from 'rxjs';
import type { Wanted } from '../facts/wanted.js';

/** What is asked for, held in one place. */
export interface WantedLevel {
  readonly wanted$: Observable<Wanted>;
  readonly set: (wanted: Wanted) => void;
}

export const createWantedLevel = (initial: Wanted): WantedLevel => {
  const level = new BehaviorSubject<Wanted>(initial);
  return { wanted$: level.asObservable(), set: (wanted) => level.next(wanted) };
};
