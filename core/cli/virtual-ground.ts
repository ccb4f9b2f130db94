import { chooseEngine } from '../links/choose-engine.js';
import { enterNetworkNamespace } from '../links/network-namespace.js';
import { noHostNetwork } from '../links/no-host-network.js';
import { openSerial } from '../links/serial-link.js';
import { checkSystem } from '../links/system-check.js';
import { chosenEngine, engineOf, placeOf } from './engine-of.js';
import type { Ground } from './ground.js';
import type { Installed } from './installed-plugins.js';
import { opening } from './opening.js';
import type { Simulate, StartOptions } from './run.js';
import { askedFor, virtualStick } from './virtual-stick.js';

/**
 * A virtual stick on real pseudo terminals, with PPP over a real interface in a network namespace of its own where that is allowed. Rejects
 * with UsageError, before anything is made, when it cannot be had.
 */
export const virtualGround = async (
  simulate: Simulate,
  { engine }: Pick<StartOptions, 'engine'>,
  installed: Installed,
): Promise<Ground> => {
  const asked = askedFor(simulate, installed);
  const chosen = chosenEngine(chooseEngine(engine, systemOfItsOwn(), 'pseudo'));
  const { world, ttys, end } = await virtualStick(asked);
  return {
    usb: ttys.usb,
    openSerial,
    engine: engineOf(chosen, true),
    network: () => noHostNetwork,
    plugs$: ttys.plugs$,
    sticks: 'virtual',
    opening: opening(simulate, asked.simulation, placeOf(chosen), world.delays, installed.refused),
    begin: world.plug,
    end,
  };
};

/** A simulated link gets an interface only where it cannot touch the host's network. */
const systemOfItsOwn = () => {
  const system = checkSystem();
  return { ...system, tun: system.tun.ok ? enterNetworkNamespace() : system.tun };
};
