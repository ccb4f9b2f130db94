import { closeSync, constants, openSync, readFileSync, statSync } from 'node:fs';
import { type Check, reasonOf } from './check.js';
import { findProgram, programFolders } from './find-program.js';
import { libc } from './libc.js';

/** What this machine has for PPP. */
export interface SystemCheck {
  /** A network interface of our own for the userspace engine. */
  readonly tun: Check;
  /** The kernel's PPP, which pppd needs, and the right to use it. */
  readonly kernelPpp: Check;
  /** With its path. */
  readonly pppd: { readonly ok: true; readonly program: string } | { readonly ok: false; readonly because: string };
}

/** Where to look; tests look elsewhere. */
export interface SystemPlaces {
  readonly tunDevice: string;
  readonly pppDevice: string;
  /** Folders in which pppd may be. */
  readonly programs: readonly string[];
  /** The process's own status, for its capabilities. */
  readonly status: string;
}

/** Looks and changes nothing: no interface is made. */
export const checkSystem = (places: SystemPlaces = linux): SystemCheck => ({
  tun: checkTun(places),
  kernelPpp: checkKernelPpp(places),
  pppd: checkPppd(places),
});

const linux: SystemPlaces = {
  tunDevice: '/dev/net/tun',
  pppDevice: '/dev/ppp',
  programs: programFolders(),
  status: '/proc/self/status',
};

const checkTun = ({ tunDevice, status }: SystemPlaces): Check => {
  if (!mayConfigureNetwork(status))
    return { ok: false, because: 'making a network interface takes root (CAP_NET_ADMIN)' };
  try {
    // Opening makes nothing yet, but the kernel tells whether it has TUN at all.
    closeSync(openSync(tunDevice, constants.O_RDWR));
    libc();
    return { ok: true };
  } catch (error) {
    return { ok: false, because: `${tunDevice} cannot be used (${reasonOf(error)})` };
  }
};

const CAP_NET_ADMIN = 12n;

const mayConfigureNetwork = (status: string): boolean => {
  try {
    const effective = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync(status, 'utf8'))?.[1];
    return ((BigInt(`0x${effective ?? '0'}`) >> CAP_NET_ADMIN) & 1n) === 1n;
  } catch {
    return false;
  }
};

/** A node tells nothing: the module behind it may be missing, and all but root are refused. */
const checkKernelPpp = ({ pppDevice }: SystemPlaces): Check => {
  if (!statSync(pppDevice, { throwIfNoEntry: false })?.isCharacterDevice())
    return { ok: false, because: `this kernel has no ${pppDevice}` };
  try {
    closeSync(openSync(pppDevice, constants.O_RDWR));
    return { ok: true };
  } catch (error) {
    return { ok: false, because: `${pppDevice} cannot be used (${reasonOf(error)})` };
  }
};

const checkPppd = ({ programs }: SystemPlaces): SystemCheck['pppd'] => {
  const program = findProgram('pppd', programs);
  return program === undefined ? { ok: false, because: 'no pppd is installed' } : { ok: true, program };
};
