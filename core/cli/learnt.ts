import type { FactName } from '@dialtone/plugins';
import type { Fact, FactOf } from '../facts/fact.js';

/** The newest fact of each name: all that a summary needs, and bounded however long a link stays up. */
export type Learnt = { readonly [N in FactName]?: FactOf<N> };

/** A network that does not take the SIM must not hide that another one did: stages pass with either. */
export const learn = (learnt: Learnt, fact: Fact): Learnt =>
  fact.fact === 'registration.changed' && !fact.registered ? learnt : { ...learnt, [fact.fact]: fact };
