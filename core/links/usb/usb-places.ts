import { accessSync, constants } from 'node:fs';
import { programFolders } from '../find-program.js';

/** Where the bus is found on this machine; tests look elsewhere. */
export interface UsbPlaces {
  /** The kernel's own view of its devices. */
  readonly sysfs: string;
  /** Device nodes. */
  readonly dev: string;
  /** What is running: udev's socket and its records are in `udev` below. */
  readonly run: string;
  /** Folders of udev rules; a file in an earlier one hides its namesakes in the later ones. */
  readonly rules: readonly string[];
  /** Folders of programs. */
  readonly programs: readonly string[];
  /** Whether this user may read and write the file. */
  readonly mayOpen: (path: string) => boolean;
}

export const linuxPlaces = (): UsbPlaces => ({
  sysfs: '/sys',
  dev: '/dev',
  run: '/run',
  rules: [
    '/etc/udev/rules.d',
    '/run/udev/rules.d',
    '/usr/local/lib/udev/rules.d',
    '/usr/lib/udev/rules.d',
    '/lib/udev/rules.d',
  ],
  programs: programFolders(),
  mayOpen: (path) => {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
});

/** The socket that udevd listens on; where it is missing, no udevd runs. */
export const udevSocket = ({ run }: UsbPlaces): string => `${run}/udev/control`;

/** Of one device; the kernel's own names. */
export const deviceFolder = ({ sysfs }: UsbPlaces, path: string): string => `${sysfs}/bus/usb/devices/${path}`;
