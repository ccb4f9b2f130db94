import { BehaviorSubject, map, type Observable, type Subscription } from 'rxjs';
import type { SerialLink } from '../at/byte-stream.js';
import type { Usb, UsbDevice } from '../pipeline/tools.js';
import { openPty, type PollerOf, type Pty } from './pty.js';
import type { VirtualWorld } from './virtual-world.js';

/** A virtual world whose ports are real ttys: anybody can open them, our own serial code, minicom or pppd. */
export interface VirtualTtys {
  /** The world's bus, with the ttys of real ptys. */
  readonly usb: Usb;
  readonly plugs$: Observable<UsbDevice>;
  /** Those that are there now. */
  readonly ttys: () => readonly { readonly interface: number; readonly path: string }[];
  /** Takes the ttys away and leaves no descriptor open. The world itself goes on. */
  readonly dispose: () => Promise<void>;
}

/**
 * Puts a real pty before each serial interface of the world's stick, a new one whenever the stick comes back. Begin before the first
 * plug. Nobody can be told that a pty was opened, so DTR rises with the first byte that is written to it. Rejects where the
 * machine has no ptys.
 */
export const onPtys = async (world: VirtualWorld): Promise<VirtualTtys> => {
  const { Poller } = await import('@serialport/bindings-cpp/dist/poller.js');
  openPty(Poller, { onBytes: () => undefined, onGone: () => undefined }).close();
  let bridges: readonly Bridge[] = [];
  const shown$ = new BehaviorSubject<UsbDevice | undefined>(undefined);

  const show = (device: UsbDevice | undefined) => {
    for (const bridge of bridges) bridge.close();
    bridges = (device?.interfaces ?? []).flatMap(({ number, tty }) =>
      tty === undefined ? [] : [bridgeTo(world, Poller, number, tty)],
    );
    shown$.next(device && withPaths(device, bridges));
  };
  const watching = world.usb.at$(world.path).subscribe(show);

  return {
    usb: {
      at$: (path) => (path === world.path ? shown$.asObservable() : world.usb.at$(path)),
      switchMode: world.usb.switchMode,
      bindDriver: world.usb.bindDriver,
      reset: world.usb.reset,
    },
    plugs$: world.plugs$.pipe(map((device) => withPaths(device, bridges))),
    ttys: () => bridges.map(({ number, path }) => ({ interface: number, path })),
    dispose: async () => {
      watching.unsubscribe();
      show(undefined);
      shown$.complete();
      // The loop closes its handles at its next turn.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};

/** One interface and the pty before it. */
interface Bridge {
  readonly number: number;
  readonly path: string;
  readonly close: () => void;
}

const bridgeTo = ({ behindTtys }: VirtualWorld, Poller: PollerOf, number: number, tty: string): Bridge => {
  let link: SerialLink | undefined;
  let delivering: Subscription | undefined;
  const open = () => {
    behindTtys.open(tty).subscribe({
      next: (opened) => {
        link = opened;
      },
      // The stick is just leaving; its pty will follow.
      error: () => undefined,
    });
    delivering = link?.bytes$.subscribe((bytes) => pty.write(bytes));
  };
  const hangUp = () => {
    delivering?.unsubscribe();
    void link?.close();
    link = undefined;
    greet();
  };
  /** What the kernel's buffer keeps for the next one who opens it. */
  const greet = () => pty.write(Buffer.from(behindTtys.greeting, 'latin1'));

  const pty: Pty = openPty(
    Poller,
    {
      onBytes: (bytes) => {
        if (link === undefined) open();
        link?.write(bytes);
      },
      onGone: hangUp,
    },
    behindTtys.held,
  );
  greet();
  return {
    number,
    path: pty.path,
    close: () => {
      delivering?.unsubscribe();
      void link?.close();
      pty.close();
    },
  };
};

const withPaths = (device: UsbDevice, bridges: readonly Bridge[]): UsbDevice => ({
  ...device,
  interfaces: device.interfaces.map((one) => {
    const path = bridges.find(({ number }) => number === one.number)?.path;
    return path === undefined ? one : { ...one, tty: path };
  }),
});
