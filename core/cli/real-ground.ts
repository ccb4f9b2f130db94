import type { FactBody } from '../facts/fact.js';
import { UsageError } from '../facts/usage-error.js';
import { chooseEngine } from '../links/choose-engine.js';
import { hostNetwork } from '../links/host-network/host-network.js';
import { removeLeftovers } from '../links/host-network/remove-leftovers.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import { openSerial } from '../links/serial-link.js';
import { checkSystem } from '../links/system-check.js';
import { realUsb } from '../links/usb/real-usb.js';
import { limits } from '../pipeline/limits.js';
import { chosenEngine, engineOf, placeOf } from './engine-of.js';
import type { Ground, Knowing } from './ground.js';
import type { Installed } from './installed-plugins.js';
import { startedOnReal } from './opening.js';
import type { StartOptions } from './run.js';

/** The sticks of this machine. Rejects with UsageError, before anything is made, where they could not be brought online. */
export const realGround = async (
  { engine, defaultRoute }: Pick<StartOptions, 'engine' | 'defaultRoute'>,
  { refused }: Installed,
  { knows, learnt$ }: Knowing,
): Promise<Ground> => {
  const chosen = chosenEngine(chooseEngine(engine, checkSystem(), 'real'));
  const place = placeOf(chosen);
  if (place.kind === 'in-process')
    throw new UsageError(`Going online makes a network interface, and ${place.because}.`);
  let tell = (_fact: FactBody): unknown => undefined;
  const bus = await realUsb({ clock: monotonicClock, limits, knows, learnt$, report: (fact) => tell(fact) });
  const leftovers = await removeLeftovers();
  return {
    usb: bus.usb,
    openSerial,
    engine: engineOf(chosen, false),
    network: hostNetwork({ defaultRoute }),
    plugs$: bus.plugs$,
    sticks: 'real',
    opening: [...startedOnReal(refused), ...leftovers],
    begin: () => undefined,
    end: (report) => {
      tell = report;
      return bus.dispose();
    },
  };
};
