import { readdirSync, readFileSync } from 'node:fs';
import { onUsb, thisKernel, type VirtualWorld, vhci, virtualWorld } from '@dialtone/core/sim';
import type { UsbId } from '@dialtone/plugins';
import { findSimulation, type LoadedPlugin } from '@dialtone/plugins/host';
import { core } from './core.js';
import { until } from './wait.js';

export interface StickOptions {
  /** DEVICE@CARRIER; the MF627 on Three UK by default. */
  readonly name?: string;
  readonly misbehave?: readonly string[];
  /** Another id than its twin's, and in modem mode from the beginning. */
  readonly modem?: UsbId;
  /** Plugins that have its twin or its network, beside those that are installed. */
  readonly plugins?: readonly LoadedPlugin[];
  /** Not yet, if false. */
  readonly plugged?: boolean;
}

/** A virtual stick on the guest's real bus. */
export interface Stick {
  readonly world: VirtualWorld;
  readonly plug: () => void;
  readonly unplug: () => void;
  /** Its place on the kernel's bus, e.g. `1-1`, once the kernel has taken it. */
  readonly path: () => string;
  /** Waits until it is in modem mode; its ttys by the number of their USB interface. */
  readonly ttys: () => Promise<Readonly<Record<number, string>>>;
  readonly dispose: () => Promise<void>;
}

let places = 2;

export const plugIn = async ({
  name = 'mf627@three-uk',
  misbehave = [],
  modem,
  plugins = [],
  plugged = true,
}: StickOptions): Promise<Stick> => {
  const { installedPlugins } =
    await core<typeof import('../../../core/cli/installed-plugins.js')>('cli/installed-plugins.js');
  const { misbehaviourNamed } = await core<typeof import('../../../core/sim/misbehaviours.js')>('sim/misbehaviours.js');
  const { monotonicClock: clock } =
    await core<typeof import('../../../core/links/monotonic-clock.js')>('links/monotonic-clock.js');
  const found = findSimulation(name, [...(await installedPlugins()).loaded, ...plugins]);
  if (found.kind === 'unknown') throw new Error(found.because);
  const { arrivesAs, switchedBy, ...twinAsModem } = found.device.value.twin;
  const twin = modem ? { ...twinAsModem, modem } : found.device.value.twin;
  places += 1;
  const world = virtualWorld({
    device: { ...found.device.value, twin },
    carrier: found.carrier.value,
    misbehave: misbehave.map(misbehaviourNamed),
    clock,
    path: `1-${places}`,
  });
  const kernel = thisKernel();
  if (kernel === undefined) throw new Error('this kernel has no virtual host controller');
  const usb = onUsb(world, { twin, clock, vhci: vhci(kernel) });
  let path: string | undefined;
  usb.attached$.subscribe(({ controller, port }) => {
    path = pathOf(controller, port);
  });
  if (plugged) world.plug();
  return {
    world,
    plug: world.plug,
    unplug: world.unplug,
    path: () => path ?? '',
    ttys: () => until(() => path !== undefined && ttysAt(path), 'three ttys'),
    dispose: async () => {
      world.dispose();
      await usb.dispose();
    },
  };
};

/** The first bus of a controller is its high-speed one, whose ports are counted from 1; ours count over all controllers. */
const pathOf = (controller: number, port: number): string => {
  const folder = `/sys/devices/platform/vhci_hcd.${controller}`;
  const buses = readdirSync(folder)
    .flatMap((name) => /^usb(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number);
  return `${Math.min(...buses)}-${(port % 16) + 1}`;
};

const ttysAt = (path: string): Readonly<Record<number, string>> | undefined => {
  const folder = `/sys/bus/usb/devices/${path}`;
  const found = list(folder)
    .filter((name) => name.startsWith(`${path}:`))
    .flatMap((name) =>
      list(`${folder}/${name}`)
        .filter((inside) => inside.startsWith('ttyUSB'))
        .map((tty) => [
          Number.parseInt(readFileSync(`${folder}/${name}/bInterfaceNumber`, 'latin1'), 16),
          `/dev/${tty}`,
        ]),
    );
  return found.length === 3 ? Object.fromEntries(found) : undefined;
};

const list = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
