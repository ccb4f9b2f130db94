import type { Layer } from '@dialtone/plugins';
import { type Observable, type SchedulerLike, Subject } from 'rxjs';
import type { Fact, FactBody } from './fact.js';

/** Where a fact happened. */
export interface Whereabouts {
  readonly stick?: string;
  readonly stage?: Layer;
}

/** The append-only ledger of what happened: stamps each fact with its time and tells everybody who listens. */
export interface Journal {
  readonly report: (body: FactBody, where?: Whereabouts) => Fact;
  /** Hot. */
  readonly facts$: Observable<Fact>;
}

/** `t` counts milliseconds from this call. Whoever reports while it listens is heard by all behind the fact that it heard, never before. */
export const createJournal = (clock: SchedulerLike): Journal => {
  const began = clock.now();
  const facts = new Subject<Fact>();
  const untold: Fact[] = [];
  let telling = false;
  const tell = () => {
    if (telling) return;
    telling = true;
    for (let fact = untold.shift(); fact; fact = untold.shift()) facts.next(fact);
    telling = false;
  };
  return {
    facts$: facts.asObservable(),
    report: (body, where = {}) => {
      // The name stands in front, as a line of --json begins.
      const stamped: Fact = { t: Math.round(clock.now() - began), ...{ fact: body.fact }, ...where, ...body };
      untold.push(stamped);
      tell();
      return stamped;
    },
  };
};
