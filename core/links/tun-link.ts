import { close, closeSync, constants, openSync, writeSync } from 'node:fs';
import { filter, ReplaySubject, share, takeUntil } from 'rxjs';
import { arrivals } from './arrivals.js';
import { addDefaultRoute, configureInterface, interfaceRequest, nameIn } from './interface-control.js';
import { libc } from './libc.js';
import type { PacketPort } from './packet-port.js';

export interface TunOptions {
  readonly address: string;
  readonly peer: string;
  /** Bytes. */
  readonly mtu: number;
  /** At most 15 characters, `%d` becomes the first free number. Default `dialtone%d`. */
  readonly name?: string;
  /** Sends everything into the link; only inside a network namespace of our own. */
  readonly defaultRoute?: boolean;
}

/** The kernel's end of a link: an interface as any other, whose packets come to us. */
export interface TunLink extends PacketPort {
  readonly interface: string;
}

/**
 * Makes a point-to-point interface and brings it up; closing removes it. It is made in the network namespace of the calling
 * thread, which is why the device is opened synchronously. Rejects with the errno's name as `code`: `EPERM` or `EACCES` without the right to,
 * `ENOENT` where the kernel has no TUN.
 */
export const openTun = async ({ name = 'dialtone%d', ...options }: TunOptions): Promise<TunLink> => {
  // Node adds O_CLOEXEC to every open: a child that inherited this would keep the interface alive.
  const fd = openSync('/dev/net/tun', constants.O_RDWR | constants.O_NONBLOCK);
  try {
    const made = makeInterface(fd, name);
    configureInterface(made, options);
    if (options.defaultRoute) addDefaultRoute(options.peer);
    return linkOver(fd, made);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
};

const TUNSETIFF = 0x400454ca;
const IFF_TUN = 0x0001;
const IFF_NO_PI = 0x1000;

const makeInterface = (fd: number, name: string): string => {
  const request = interfaceRequest(name, new Uint8Array(Uint16Array.of(IFF_TUN | IFF_NO_PI).buffer));
  libc().ioctl(fd, TUNSETIFF, request);
  return nameIn(request);
};

const linkOver = (fd: number, name: string): TunLink => {
  const closed$ = new ReplaySubject<void>(1);
  let closing: Promise<void> | undefined;
  const release = () => {
    closed$.next();
    return new Promise<void>((resolve) => close(fd, () => resolve()));
  };
  return {
    interface: name,
    packets$: arrivals(fd, largestPacket).pipe(filter(isIpv4), takeUntil(closed$), share()),
    send: (packet) => {
      if (closing === undefined) sendOrLose(fd, packet);
    },
    close: () => {
      closing ??= release();
      return closing;
    },
  };
};

const largestPacket = 65_535;

/** The kernel asks for IPv6 routers on every interface that comes up; IPCP carries IPv4 only. */
const isIpv4 = (packet: Uint8Array): boolean => (packet[0] ?? 0) >>> 4 === 4;

/** What the kernel refuses (no IP packet, the interface taken down by hand) is lost, as on any line. */
const sendOrLose = (fd: number, packet: Uint8Array): void => {
  try {
    writeSync(fd, packet);
  } catch {
    // Lost: whoever sent it sends it again.
  }
};
