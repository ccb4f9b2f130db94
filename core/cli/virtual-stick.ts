import { findSimulation, type Simulation } from '@dialtone/plugins/host';
import { finalize, type MonoTypeOperatorFunction } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { UsageError } from '../facts/usage-error.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import { type Misbehaviour, misbehaviourNamed } from '../sim/misbehaviours.js';
import { onPtys, type VirtualTtys } from '../sim/on-ptys.js';
import { onUsb, type VirtualUsbStick } from '../sim/usbip/on-usb.js';
import { type UsbipServer, usbipServer } from '../sim/usbip/usbip-server.js';
import { type VhciKernel, vhci } from '../sim/usbip/vhci.js';
import { type VirtualWorld, virtualWorld } from '../sim/virtual-world.js';
import { heardByAll } from './heard-by-all.js';
import type { Installed } from './installed-plugins.js';
import type { Simulate } from './run.js';

/** A simulation that was asked for, checked, and not begun. */
export interface Asked {
  readonly simulation: Simulation;
  readonly misbehave: readonly Misbehaviour[];
}

/** Looked for among all plugins: disabling one hides it from Dialtone, never from the virtual world. Throws UsageError. */
export const askedFor = ({ device, carrier, misbehave }: Simulate, { loaded, refused }: Installed): Asked => {
  const found = findSimulation(`${device}@${carrier}`, loaded);
  if (found.kind === 'found') return { simulation: found, misbehave: misbehave.map(misbehaviourNamed) };
  const perhaps = refused.map(({ because }) => ` A plugin was refused: ${because}`);
  throw new UsageError([found.because, ...perhaps].join(''));
};

/** The virtual world in real time, not plugged yet, and its ports on real ttys. */
export interface VirtualStick {
  readonly world: VirtualWorld;
  readonly ttys: VirtualTtys;
}

/** Rejects with UsageError where the machine has no ptys. */
export const virtualStick = async ({ simulation: { device, carrier }, misbehave }: Asked): Promise<VirtualStick> => {
  const world = virtualWorld({ device: device.value, carrier: carrier.value, misbehave, clock: monotonicClock });
  try {
    return { world, ttys: await onPtys(world) };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new UsageError(`This machine gives no pseudo terminals, and a virtual stick needs some (${because}).`);
  }
};

/** The virtual world in real time, not plugged yet, and its stick on real USB. */
export interface VirtualUsb {
  readonly world: VirtualWorld;
  readonly usb: VirtualUsbStick;
  readonly server: UsbipServer;
}

/** Offered over USB/IP, and plugged into this machine's own kernel where that takes it. */
export const virtualUsb = async (
  { simulation: { device, carrier }, misbehave }: Asked,
  kernel: VhciKernel | undefined,
): Promise<VirtualUsb> => {
  const { twin } = device.value;
  if (twin === undefined) throw new UsageError(`${device.value.id} has no twin, so it cannot be simulated.`);
  const world = virtualWorld({ device: device.value, carrier: carrier.value, misbehave, clock: monotonicClock });
  const server = await usbipServer();
  const hosts = { server, ...(kernel === undefined ? {} : { vhci: vhci(kernel) }) };
  return { world, server, usb: onUsb(world, { twin, clock: monotonicClock, ...hosts }) };
};

/** A world, and what stands before it and is given back with it. */
export interface Lent {
  readonly world: VirtualWorld;
  readonly ttys: Pick<VirtualTtys, 'dispose'>;
}

/** Facts about that stick for `Running`: with their end it is taken away. */
export const lastingAs =
  ({ world, ttys }: Lent): MonoTypeOperatorFunction<Fact> =>
  (facts$) =>
    facts$.pipe(
      finalize(() => {
        world.dispose();
        void ttys.dispose();
      }),
      heardByAll(),
    );
