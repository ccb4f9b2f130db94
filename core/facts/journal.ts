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

/** `t` counts milliseconds from this call. */
export const createJournal = (clock: SchedulerLike): Journal => {
  const began = clock.now();
  const facts = new Subject<Fact>();
  return {
    facts$: facts.asObservable(),
    report: (body, where = {}) => {
      const { fact, ...payload } = body;
      const stamped = { t: Math.round(clock.now() - began), fact, ...where, ...payload } as Fact;
      facts.next(stamped);
      return stamped;
    },
  };
};
