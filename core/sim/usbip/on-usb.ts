import type { Twin } from '@dialtone/plugins';
import { type Observable, type SchedulerLike, Subject, Subscription } from 'rxjs';
import type { SerialLink } from '../../at/byte-stream.js';
import type { UsbDevice } from '../../pipeline/tools.js';
import { virtualTty } from '../virtual-usb.js';
import type { VirtualWorld } from '../virtual-world.js';
import { type Cable, cable } from './cable.js';
import { describe, type InterfaceDescription, listed } from './descriptors.js';
import type { Respond } from './endpoint.js';
import type { Reply } from './protocol.js';
import { type PortAccess, serialFunction } from './serial-function.js';
import { type StorageUser, storageFunction, type Told } from './storage-function.js';
import { type UsbDeviceSide, usbDevice } from './usb-device.js';
import type { UsbFunction } from './usb-function.js';
import type { Offer, UsbipServer } from './usbip-server.js';
import type { Vhci } from './vhci.js';

/** A virtual world whose stick is plugged into real hosts: this machine's kernel, or whoever asks over USB/IP. */
export interface VirtualUsbStick {
  /** Each time that this machine's kernel takes it: where. Errors when the kernel does not. */
  readonly attached$: Observable<{ readonly controller: number; readonly port: number }>;
  /** Pulls it out, and gives back its port; resolves when the kernel has been told. The world and the server go on. */
  readonly dispose: () => Promise<void>;
}

export interface Hosts {
  readonly server?: UsbipServer;
  readonly vhci?: Vhci;
}

/** How long the host may take to read how its eject went before the stick leaves all the same, in milliseconds. */
const statusReadLimit = 200;

/**
 * Puts the world's stick on real USB: as a CD-ROM, as a modem, gone, and back, as its bus shows it. Begin before the first plug. Nobody
 * switches it but its host, with what a host sends to its storage; and it has one host at a time.
 */
export const onUsb = (
  world: VirtualWorld,
  { twin, clock, server, vhci }: Hosts & { readonly twin: Twin; readonly clock: SchedulerLike },
): VirtualUsbStick => {
  const attached$ = new Subject<{ readonly controller: number; readonly port: number }>();
  let present: PluggedStick | undefined;
  let attaching: Promise<void> = Promise.resolve();
  let withdraw = (): unknown => undefined;

  const show = (device: UsbDevice | undefined) => {
    withdraw();
    present?.leave();
    present = device && pluggedStick(world, device, twin, clock);
    if (present === undefined) return;
    if (vhci !== undefined) attaching = attaching.then(attach(vhci, present));
    if (server !== undefined) withdraw = server.offer(present);
  };
  const attach = (kernel: Vhci, stick: PluggedStick) => async () => {
    if (!stick.isFree()) return;
    try {
      const { socket, ...where } = await kernel.attach(stick.listed.busid);
      if (!stick.isFree()) return void socket.destroy();
      stick.connect(socket);
      attached$.next(where);
    } catch (error) {
      attached$.error(error);
    }
  };
  const watching = world.usb.at$(world.path).subscribe(show);

  return {
    attached$: attached$.asObservable(),
    dispose: async () => {
      watching.unsubscribe();
      show(undefined);
      await attaching;
      vhci?.release();
      attached$.complete();
    },
  };
};

/** A stick from its appearance on the bus until it leaves. */
interface PluggedStick extends Offer {
  readonly leave: () => void;
}

interface Plugged {
  readonly world: VirtualWorld;
  readonly device: UsbDevice;
  readonly twin: Twin;
  /** Does it at the clock's next turn, or in so many milliseconds, if the stick is there still. */
  readonly later: (work: () => void, ms?: number) => void;
}

const pluggedStick = (world: VirtualWorld, device: UsbDevice, twin: Twin, clock: SchedulerLike): PluggedStick => {
  const descriptors = describe(device, twin);
  const stay = new Subscription();
  const plugged: Plugged = { world, device, twin, later: (work, ms) => stay.add(clock.schedule(work, ms)) };
  let host: Cable | undefined;
  const plug = (reply: (reply: Reply) => void): UsbDeviceSide =>
    usbDevice({
      descriptors,
      functionOf: functionIn(plugged),
      reply,
      // The answer goes first.
      onReset: () => plugged.later(() => world.usb.reset(world.path).subscribe()),
    });
  return {
    listed: listed(world.path, descriptors),
    isFree: () => host === undefined && !stay.closed,
    connect: (socket, first) => {
      const onPulled = () => {
        host = undefined;
      };
      host = cable(socket, plug, onPulled, first);
    },
    leave: () => {
      stay.unsubscribe();
      host?.pull();
    },
  };
};

const functionIn =
  (plugged: Plugged) =>
  (description: InterfaceDescription, respond: Respond): UsbFunction =>
    description.kind === 'serial'
      ? serialFunction(description, portOf(plugged, description.number), respond)
      : storageFunction(description, isCdRom(plugged) ? 'cd-rom' : 'card-reader', switching(plugged), respond);

/** What a serial interface is the door to. */
const portOf = ({ world }: Plugged, number: number): PortAccess => ({
  open: () => {
    let link: SerialLink | undefined;
    world.open(virtualTty(world.path, number)).subscribe({
      next: (opened) => {
        link = opened;
      },
      // The modem hangs, or is just leaving: a port that says nothing.
      error: () => undefined,
    });
    return link;
  },
  dcd$: world.dcd$(number),
});

/** As a modem it has serial interfaces as well. */
const isCdRom = ({ device }: Plugged): boolean => device.interfaces.every(({ kind }) => kind === 'storage');

/** Told to switch, it says how that went, and then does it. */
const switching = ({ world, device, twin, later }: Plugged): StorageUser => {
  let told: Told | undefined;
  const leave = () => {
    if (told === undefined) return;
    const recipe = { ...told, becomes: [twin.modem.product] };
    told = undefined;
    world.usb.switchMode(device, recipe).subscribe();
  };
  return {
    onTold: (how) => {
      told = how;
      later(leave, statusReadLimit);
    },
    onAllRead: () => {
      if (told !== undefined) later(leave);
    },
  };
};
