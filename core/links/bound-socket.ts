import { closeSync } from 'node:fs';
import { socketAddress } from './interface-control.js';
import { libc } from './libc.js';

/** The one end and the other, and the interface that may be used to get there. */
export interface BoundTo {
  readonly interface: string;
  readonly address: string;
  readonly target: string;
}

/**
 * A non-blocking ICMP socket that sends and hears through one interface only, whatever the host's routes say. Where raw sockets are
 * refused it is the kernel's ping socket, which gives replies without their IP header and writes its own id into requests. Throws with the
 * errno's name as `code`. The caller closes it.
 */
export const openIcmpSocket = (to: BoundTo): number => {
  try {
    return openBound(SOCK_RAW, IPPROTO_ICMP, to, 0);
  } catch {
    return openBound(SOCK_DGRAM, IPPROTO_ICMP, to, 0);
  }
};

/** The same for UDP to `port`. Not node:dgram: it cannot be held to an interface, and would ask by the host's default route. */
export const openUdpSocket = (to: BoundTo, port: number): number => openBound(SOCK_DGRAM, IPPROTO_UDP, to, port);

const AF_INET = 2;
const SOCK_DGRAM = 2;
const SOCK_RAW = 3;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const IPPROTO_ICMP = 1;
const IPPROTO_UDP = 17;
const SOL_SOCKET = 1;
const SO_BINDTODEVICE = 25;

const openBound = (type: number, protocol: number, to: BoundTo, port: number): number => {
  const fd = libc().socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
  try {
    libc().setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, Buffer.from(to.interface));
    libc().bind(fd, socketAddress(to.address));
    libc().connect(fd, socketAddress(to.target, port));
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
};
