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

/** The virtual world in real time, not plugged yet. */
interface InRealTime {
  readonly world: VirtualWorld;
  /** Takes the world away, and what stands before it. */
  readonly end: () => Promise<void>;
}

const inRealTime = ({ simulation: { device, carrier }, misbehave }: Asked): VirtualWorld =>
  virtualWorld({ device: device.value, carrier: carrier.value, misbehave, clock: monotonicClock });

/** With its ports on real ttys. */
export interface VirtualStick extends InRealTime {
  readonly ttys: VirtualTtys;
}

/** Rejects with UsageError where the machine has no ptys. */
export const virtualStick = async (asked: Asked): Promise<VirtualStick> => {
  const world = inRealTime(asked);
  try {
    const ttys = await onPtys(world);
    return { world, ttys, end: ending(world, ttys) };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new UsageError(`This machine gives no pseudo terminals, and a virtual stick needs some (${because}).`);
  }
};

/** With its stick on real USB. */
export interface VirtualUsb extends InRealTime {
  readonly usb: VirtualUsbStick;
  readonly server: UsbipServer;
}

/** Offered over USB/IP, and plugged into this machine's own kernel where that takes it. */
export const virtualUsb = async (asked: Asked, kernel: VhciKernel | undefined): Promise<VirtualUsb> => {
  const world = inRealTime(asked);
  const server = await usbipServer();
  const hosts = { server, ...(kernel === undefined ? {} : { vhci: vhci(kernel) }) };
  const usb = onUsb(world, { twin: asked.simulation.device.value.twin, clock: monotonicClock, ...hosts });
  const dispose = async () => {
    await usb.dispose();
    await server.close();
  };
  return { world, server, usb, end: ending(world, { dispose }) };
};

const ending =
  (world: VirtualWorld, before: { readonly dispose: () => Promise<void> }): InRealTime['end'] =>
  () => {
    world.dispose();
    return before.dispose();
  };

/** Facts about a stick for `Running`: with them it ends. */
export const lastingAs =
  (end: InRealTime['end']): MonoTypeOperatorFunction<Fact> =>
  (facts$) =>
    facts$.pipe(
      finalize(() => void end()),
      heardByAll(),
    );
