import { concatMap, dematerialize, forkJoin, from, map, materialize, toArray } from 'rxjs';
import type { Ported, Ready } from '../knowledge.js';
import { stage } from '../stage.js';
import { applySteps } from './apply-steps.js';
import { chooseCarrier } from './choose-carrier.js';
import { defineContext } from './define-context.js';
import { identify } from './identify.js';
import { readSim } from './read-sim.js';
import { register } from './register.js';
import { standBy } from './stand-by.js';
import { unlockSim } from './unlock-sim.js';
import { wake } from './wake.js';

type Learnt = Pick<Ready, 'device' | 'modem' | 'carrier' | 'sim' | 'plan'>;

/**
 * wake → (identify ∥ unlock-sim) → read-sim → stand-by → apply-steps → (register ∥ choose-carrier → define-context). While the network takes
 * its seconds to register the stick, everything else is already done.
 */
export const init = stage<Ported, Learnt>('init', (known, tools) =>
  wake(known, tools).pipe(
    concatMap((woken) =>
      // A modem whose SIM is locked is to be known as well, by whoever may have the PIN.
      forkJoin([identify(known, tools), unlockSim({ ...known, ...woken }, tools).pipe(materialize(), toArray())]).pipe(
        concatMap(([identified, unlocking]) =>
          from(unlocking).pipe(
            dematerialize(),
            map(() => identified),
          ),
        ),
      ),
    ),
    map((identified) => ({ ...known, ...identified })),
    concatMap((identified) => readSim(identified, tools).pipe(map((read) => ({ ...identified, ...read })))),
    concatMap((read) => standBy(read, tools).pipe(map(() => read))),
    concatMap((identified) => applySteps(identified, tools).pipe(map(() => identified))),
    concatMap((applied) =>
      forkJoin([
        register(applied, tools),
        chooseCarrier(applied, tools).pipe(
          concatMap((chosen) =>
            defineContext({ ...applied, ...chosen }, tools).pipe(map((defined) => ({ ...chosen, ...defined }))),
          ),
        ),
      ]).pipe(map(([, chosen]) => ({ device: applied.device, modem: applied.modem, ...chosen }))),
    ),
  ),
);
