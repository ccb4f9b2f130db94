import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { libc } from './libc.js';

/** How a tty was set (speed, echo and the like) before we came. The kernel keeps that for whoever opens it next. */
export interface LineSettings {
  /** Puts them back through a descriptor that is open, or at the path once it is not. Never fails: a tty that has gone needs none. */
  readonly restore: (fd?: number) => Promise<void>;
  /** To be called when the port is open otherwise, or could not be opened. */
  readonly noted: () => Promise<void>;
}

/**
 * Notes a tty's settings. It stays open until `noted` is called: a close between two opens would drop DTR. `undefined` where it cannot be
 * opened, or there is no libc to ask.
 */
export const noteLineSettings = async (path: string): Promise<LineSettings | undefined> => {
  const handle = await openQuietly(path);
  const settings = handle && read(handle.fd);
  if (handle === undefined || settings === undefined) {
    await handle?.close();
    return undefined;
  }
  return {
    noted: () => handle.close(),
    restore: async (fd) => {
      const own = fd === undefined ? await openQuietly(path) : undefined;
      const through = fd ?? own?.fd;
      if (through !== undefined) write(through, settings);
      await own?.close();
    },
  };
};

/** In libuv's threads: a stick that hangs may keep an open waiting for seconds. */
const openQuietly = (path: string): Promise<FileHandle | undefined> =>
  open(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK).catch(() => undefined);

/** The kernel's `struct termios` is 36 bytes on most machines and a few more on others. */
const largestSettings = 64;
const TCGETS = 0x5401;
const TCSETS = 0x5402;

const read = (fd: number): Uint8Array | undefined => {
  const settings = new Uint8Array(largestSettings);
  try {
    libc().ioctl(fd, TCGETS, settings);
    return settings;
  } catch {
    return undefined;
  }
};

const write = (fd: number, settings: Uint8Array): void => {
  try {
    libc().ioctl(fd, TCSETS, settings);
  } catch {
    // It has just gone.
  }
};
