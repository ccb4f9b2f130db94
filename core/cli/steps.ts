import { filter, type OperatorFunction, scan } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import type { Paint } from './paint.js';
import { beginning, type Told, tell } from './tell.js';

/** A fact, what it gives people to read, and the number of the walk that it belongs to: 0 before the first one. */
export interface Step extends Told {
  readonly fact: Fact;
  readonly walk: number;
}

/** Numbers the walks and tells each fact. */
export const steps =
  (paint?: Paint): OperatorFunction<Fact, Step> =>
  (facts$) =>
    facts$.pipe(
      scan<Fact, Step | undefined>((before, fact) => {
        const { walk, story } = before ?? { walk: 0, story: beginning };
        return { ...tell(story, fact, paint), fact, walk: fact.fact === 'walk.started' ? walk + 1 : walk };
      }, undefined),
      filter((step) => step !== undefined),
    );
