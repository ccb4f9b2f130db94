import { programFolders } from '../find-program.js';
import { interfaceNames } from '../interface-names.js';

/** Where the machine's own network is looked at; tests look elsewhere. */
export interface NetworkPlaces {
  /** Its IPv4 routes. */
  readonly routes: string;
  /** Its interfaces, a line each. */
  readonly interfaces: string;
  /** Is there while systemd-resolved runs. */
  readonly resolved: string;
  /** Folders in which a resolvconf keeps a file for each interface, called as the record. */
  readonly records: readonly string[];
  /** Folders in which resolvectl and resolvconf may be. */
  readonly programs: readonly string[];
}

/** Those of Linux. What is below /proc/net is of the process's own network namespace; /sys shows the one in which it was mounted. */
export const linuxNetwork = (): NetworkPlaces => ({
  routes: '/proc/net/route',
  interfaces: '/proc/net/dev',
  resolved: '/run/systemd/resolve',
  // Debian's resolvconf; openresolv; openresolv from 3.13 on.
  records: ['interface', 'interfaces', 'keys'].map((folder) => `/run/resolvconf/${folder}`),
  programs: programFolders(),
});

/** Whether an interface is there; true as well where nobody can tell. */
export const isThere = (name: string, { interfaces }: Pick<NetworkPlaces, 'interfaces'>): boolean =>
  interfaceNames(interfaces)?.includes(name) ?? true;
