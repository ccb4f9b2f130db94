import { accessSync, closeSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { libc } from '../../links/libc.js';
import { highSpeed, placeOf } from './protocol.js';

/** This machine's virtual host controllers (vhci-hcd), and one port of them that is ours once a stick was plugged there. */
export interface Vhci {
  /**
   * Plugs a stick in; always at the same port, so that two sticks that return at the same time do not swap their places on the bus. The
   * socket's far end is the kernel's; closing it is the unplug. Rejects where no port is free, or ours does not become free.
   */
  readonly attach: (busid: string) => Promise<Attached>;
  /** Gives the port to others. */
  readonly release: () => void;
}
export interface Attached {
  readonly controller: number;
  /** As the kernel counts them, over all controllers. */
  readonly port: number;
  readonly socket: Socket;
}

/** What is used of the machine. */
export interface VhciKernel {
  /** The `status` of each controller. */
  readonly status: () => readonly string[];
  /** Writes to `attach`. Throws with the errno's name as `code`. */
  readonly attach: (line: string) => void;
  /** The kernel's end of a connection as a descriptor, for `given` to close, and ours. */
  readonly pair: () => { readonly descriptor: number; readonly given: () => void; readonly socket: Socket };
  /** Marks a port as ours among all simulations of this machine, until it is given back; `undefined` when another has it. */
  readonly mark: (port: number) => Promise<(() => void) | undefined>;
}

/** How long the kernel may take to let go of a port whose stick has left, in milliseconds. */
const portFreeLimit = 5000;
/** Nothing tells when it did, so its `status` is read this often, in milliseconds. */
const lookEvery = 20;

export const vhci = (kernel: VhciKernel, freeLimitMs = portFreeLimit): Vhci => {
  let ours: { readonly port: VhciPort; readonly release: () => void } | undefined;

  const attach = async (busid: string): Promise<Attached> => {
    if (ours === undefined) return first(busid);
    await untilFree(kernel, ours.port, freeLimitMs);
    return plugIn(kernel, ours.port, busid);
  };
  /** Whoever comes first has it; the others try the next one. */
  const first = async (busid: string): Promise<Attached> => {
    for (const port of freePorts(kernel.status())) {
      const release = await kernel.mark(port.number);
      if (release === undefined) continue;
      ours = { port, release };
      try {
        return plugIn(kernel, port, busid);
      } catch (error) {
        releaseOurs();
        if (!isTaken(error)) throw error;
      }
    }
    throw new Error('no port of the virtual host controller is free');
  };
  const releaseOurs = () => {
    ours?.release();
    ours = undefined;
  };
  return { attach, release: releaseOurs };
};

const plugIn = (kernel: VhciKernel, { controller, number }: VhciPort, busid: string): Attached => {
  const { descriptor, given, socket } = kernel.pair();
  const { bus, number: device } = placeOf(busid);
  try {
    kernel.attach(`${number} ${descriptor} ${bus * 0x10000 + device} ${highSpeed}`);
    return { controller, port: number, socket };
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    given();
  }
};

const untilFree = async (kernel: VhciKernel, { number }: VhciPort, limitMs: number): Promise<void> => {
  const free = () => freePorts(kernel.status()).some((port) => port.number === number);
  for (let waited = 0; !free(); waited += lookEvery) {
    if (waited >= limitMs) throw new Error(`port ${number} of the virtual host controller did not become free`);
    await delay(lookEvery);
  }
};

/** EBUSY since Linux 5; EINVAL before. */
const isTaken = (error: unknown): boolean => ['EBUSY', 'EINVAL'].includes(String(codeOf(error)));
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** A port of a controller. */
export interface VhciPort {
  readonly controller: number;
  readonly number: number;
}

/** The free high-speed ports, out of the `status` of each controller: a line each with hub, port, state (4 is free) and more. */
export const freePorts = (status: readonly string[]): readonly VhciPort[] =>
  status.flatMap((text, controller) =>
    [...text.matchAll(/^hs\s+(\d+)\s+0*4\s/gm)].map(([, number]) => ({ controller, number: Number(number) })),
  );

/** This machine's own, or `undefined` where it has none or we may not use it. */
export const thisKernel = (directory = '/sys/devices/platform/vhci_hcd.0'): VhciKernel | undefined => {
  if (!mayWrite(`${directory}/attach`)) return undefined;
  return {
    status: () => statusFiles(directory).map((path) => readFileSync(path, 'latin1')),
    attach: (line) => writeFileSync(`${directory}/attach`, line),
    pair: socketPair,
    mark,
  };
};

/** All of them are in the first controller's directory. */
const statusFiles = (directory: string): readonly string[] => {
  const paths = [`${directory}/status`];
  while (existsSync(`${directory}/status.${paths.length}`)) paths.push(`${directory}/status.${paths.length}`);
  return paths;
};

const mayWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Two ends of a connection inside this machine, of which one is to be given away. */
export const socketPair: VhciKernel['pair'] = () => {
  const [descriptor, ours] = libc().socketpair(unix, stream | closeOnExec, 0);
  const socket = new Socket({ fd: ours, readable: true, writable: true });
  return { descriptor, given: () => closeSync(descriptor), socket };
};

const unix = 1;
const stream = 1;
const closeOnExec = 0o2_000_000;

/** A name in the kernel's memory alone (unix(7), abstract): it ends with the process, however that ends. */
const mark: VhciKernel['mark'] = (port) =>
  new Promise((resolve) => {
    const server: Server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(`\0dialtone-vhci-${port}`, () => resolve(() => server.close()));
    server.unref();
  });
