import { closeSync } from 'node:fs';
import { addressOctets } from '../ppp/octets.js';
import { libc, type RouteEntry } from './libc.js';

/** Brings an interface up; its other flags stay. Throws with the errno's name as `code`, e.g. `EPERM` or `ENODEV`. */
export const raiseInterface = (name: string): void =>
  withSocket((socket) => {
    const request = interfaceRequest(name);
    libc().ioctl(socket, SIOCGIFFLAGS, request);
    const flags = new DataView(request.buffer);
    flags.setInt16(nameBytes, flags.getInt16(nameBytes, littleEndian) | IFF_UP, littleEndian);
    libc().ioctl(socket, SIOCSIFFLAGS, request);
  });

/**
 * Gives a point-to-point interface its two ends and its MTU in bytes, and brings it up. By ioctl, so that no `ip` command
 * needs to be installed. Throws as above.
 */
export const configureInterface = (
  name: string,
  { address, peer, mtu }: { readonly address: string; readonly peer: string; readonly mtu: number },
): void => {
  withSocket((socket) => {
    const set = (request: number, value: Uint8Array) => libc().ioctl(socket, request, interfaceRequest(name, value));
    set(SIOCSIFADDR, socketAddress(address));
    set(SIOCSIFDSTADDR, socketAddress(peer));
    set(SIOCSIFNETMASK, socketAddress('255.255.255.255'));
    set(SIOCSIFMTU, nativeInt(mtu));
  });
  raiseInterface(name);
};

/**
 * Sends everything to `gateway`, which must be reachable already. For use inside a network namespace of our own: the host's routes
 * belong to the host. Throws as above.
 */
export const addDefaultRoute = (gateway: string): void =>
  defaultRoute(SIOCADDRT, { gateway: socketAddress(gateway), flags: RTF_UP | RTF_GATEWAY, metric: 0 });

/**
 * Sends into an interface what no route of a lower metric takes. It needs no gateway: a point-to-point link has one other end. The
 * kernel takes a second one of the same metric without a word, and prefers it to the first. Throws as above.
 */
export const addDefaultRouteInto = (device: string, metric: number): void =>
  defaultRoute(SIOCADDRT, { gateway: anywhere, flags: RTF_UP, metric: metric + 1, device });

/** Takes that away again. Throws as above, and with `ESRCH` when it is not there. */
export const removeDefaultRouteInto = (device: string, metric: number): void =>
  defaultRoute(SIOCDELRT, { gateway: anywhere, flags: RTF_UP, metric: metric + 1, device });

const defaultRoute = (request: number, route: Omit<RouteEntry, 'destination' | 'mask'>): void =>
  withSocket((socket) => libc().routeIoctl(socket, request, { destination: anywhere, mask: anywhere, ...route }));

/** An IPv4 `sockaddr_in`, 16 bytes. */
export const socketAddress = (address: string, port = 0): Uint8Array => {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, AF_INET, littleEndian);
  view.setUint16(2, port);
  bytes.set(addressOctets(address), 4);
  return bytes;
};

/** A `struct ifreq`: 16 bytes of name, ended by a zero, and a value. 40 bytes, of which 32-bit machines read the first 32. */
export const interfaceRequest = (name: string, value: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> => {
  const request = new Uint8Array(40);
  request.set(Buffer.from(name).subarray(0, nameBytes - 1));
  request.set(value, nameBytes);
  return request;
};

/** The name in a `struct ifreq`, as the kernel completed it. */
export const nameIn = (request: Uint8Array): string =>
  Buffer.from(request.subarray(0, Math.min(nameBytes, request.indexOf(0)))).toString();

/** A 32-bit number as this machine writes it. */
export const nativeInt = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer);

const nameBytes = 16;
const littleEndian = nativeInt(1)[0] === 1;

const AF_INET = 2;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const SIOCADDRT = 0x890b;
const SIOCDELRT = 0x890c;
const SIOCGIFFLAGS = 0x8913;
const SIOCSIFFLAGS = 0x8914;
const SIOCSIFADDR = 0x8916;
const SIOCSIFDSTADDR = 0x8918;
const SIOCSIFNETMASK = 0x891c;
const SIOCSIFMTU = 0x8922;
const IFF_UP = 1;
const RTF_UP = 1;
const RTF_GATEWAY = 2;

const anywhere = socketAddress('0.0.0.0');

/** Interfaces are spoken to through any socket of their namespace. */
const withSocket = (use: (socket: number) => void): void => {
  const socket = libc().socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  try {
    use(socket);
  } finally {
    closeSync(socket);
  }
};
