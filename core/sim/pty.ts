import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { libc } from '../links/libc.js';

/** A real pseudo terminal that stands for a stick's tty: we are the stick, whoever opens `path` is its user. */
export interface Pty {
  /** `/dev/pts/N`. */
  readonly path: string;
  /** To the user. What he does not read is kept up to a limit, then dropped: a modem waits for nobody. */
  readonly write: (bytes: Uint8Array) => void;
  /** Gives everything back; whoever has it open sees a hang-up. */
  readonly close: () => void;
}

export interface PtyUser {
  /** The first bytes tell that somebody has opened it. */
  readonly onBytes: (bytes: Uint8Array) => void;
  /** The last one who had it open has closed it: what a real stick sees as DTR falling. */
  readonly onGone: () => void;
}

/** What is used of `Poller` of @serialport/bindings-cpp: readiness without a blocked thread. */
export interface PollerOf {
  new (
    fd: number,
  ): {
    once(event: 'readable' | 'writable', callback: (error: Error | null) => void): unknown;
    poll(events: number): void;
    listenerCount(event: 'readable' | 'writable'): number;
    stop(): void;
    destroy(): void;
  };
}

/** Bytes that wait for a user who does not read. */
const mostWaiting = 1024 * 1024;

/**
 * Opens a pty in raw mode. Without a user the kernel would wake us again and again with EIO, so we then hold the user's end
 * ourselves, and let it go at the first byte of the next user: his close must be seen. `locked`: held for ever, as by another
 * program. Throws where the machine gives no ptys.
 */
export const openPty = (Poller: PollerOf, user: PtyUser, locked = false): Pty => {
  const master = openSync('/dev/ptmx', ptyFlags);
  const path = unlock(master);
  const poller = new Poller(master);
  let held: number | undefined;
  /** What the user has not read yet, in order, and how much that is. */
  let waiting: Uint8Array[] = [];
  let bytesWaiting = 0;
  let closed = false;
  const room = new Uint8Array(65_536);

  const hold = () => {
    held ??= openSync(path, ptyFlags);
  };
  const letGo = () => {
    if (held !== undefined) closeSync(held);
    held = undefined;
  };
  /** Once for each event: a listener more at every turn would do the work twice, and then again twice of that. */
  const listen = () => {
    if (poller.listenerCount('readable') === 0)
      poller.once('readable', (error) => (error || closed ? undefined : readAll()));
    if (bytesWaiting > 0 && poller.listenerCount('writable') === 0)
      poller.once('writable', (error) => (error || closed ? undefined : writeOn()));
    poller.poll(bytesWaiting > 0 ? readable | writable : readable);
  };
  const readAll = () => {
    for (let read = readSome(master, room); read !== 'nothing' && !closed; read = readSome(master, room)) {
      if (read === 'gone') {
        leftAlone();
        break;
      }
      if (locked) continue;
      letGo();
      user.onBytes(read);
    }
    if (!closed) listen();
  };
  const leftAlone = () => {
    waiting = [];
    bytesWaiting = 0;
    hold();
    user.onGone();
  };
  const writeOn = () => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const written = writeSome(master, next);
      bytesWaiting -= written;
      if (written === next.length) waiting.shift();
      else {
        waiting[0] = next.subarray(written);
        break;
      }
    }
    listen();
  };

  setRaw(master);
  hold();
  if (locked && held !== undefined) lock(held);
  listen();
  return {
    path,
    write: (bytes) => {
      if (closed) return;
      const before = bytesWaiting;
      const rest = before === 0 ? bytes.subarray(writeSome(master, bytes)) : bytes;
      const kept = rest.subarray(0, mostWaiting - before);
      if (kept.length === 0) return;
      // A copy: the caller may use its buffer again.
      waiting.push(kept.slice());
      bytesWaiting += kept.length;
      if (before === 0) listen();
    },
    close: () => {
      if (closed) return;
      closed = true;
      poller.stop();
      poller.destroy();
      letGo();
      closeSync(master);
    },
  };
};

const readable = 1;
const writable = 2;

/** O_NOCTTY: else a process that leads its session would die of SIGHUP when the stick leaves. */
const ptyFlags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;

/** Makes the user's end openable and tells its path (ioctl_tty(2): TIOCSPTLCK, TIOCGPTN). */
const unlock = (master: number): string => {
  const number = Buffer.alloc(4);
  libc().ioctl(master, 0x40045431, number);
  libc().ioctl(master, 0x80045430, number);
  return `/dev/pts/${number.readUInt32LE()}`;
};

/** A new pty echoes and edits lines (TCGETS, TCSETS): off with all of it. Flags are four words, then the line discipline, then c_cc. */
const setRaw = (master: number): void => {
  const termios = Buffer.alloc(64);
  libc().ioctl(master, 0x5401, termios);
  const characterSize8 = 0o60;
  const receiverOn = 0o200;
  termios.writeUInt32LE(0, 0);
  termios.writeUInt32LE(0, 4);
  termios.writeUInt32LE(termios.readUInt32LE(8) | characterSize8 | receiverOn, 8);
  termios.writeUInt32LE(0, 12);
  libc().ioctl(master, 0x5402, termios);
};

/** Into `room`, and a copy of what came: a room of its own for each read of some bytes would be the most of the work. */
const readSome = (fd: number, room: Uint8Array): Uint8Array | 'nothing' | 'gone' => {
  try {
    const count = readSync(fd, room);
    return count === 0 ? 'gone' : room.slice(0, count);
  } catch (error) {
    return codeOf(error) === 'EIO' ? 'gone' : 'nothing';
  }
};

const writeSome = (fd: number, bytes: Uint8Array): number => {
  try {
    return writeSync(fd, bytes);
  } catch {
    return 0;
  }
};

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** As serialport locks a port: flock, exclusive, without waiting. */
const lock = (fd: number): void => {
  const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi');
  const exclusiveNow = 2 | 4;
  koffi.load(null).func('int flock(int fd, int operation)')(fd, exclusiveNow);
};
