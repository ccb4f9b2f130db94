import { closeSync, constants, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Observable } from 'rxjs';
import type { SerialPort } from 'serialport';
import type { OpenSerial, SerialLink } from '../at/byte-stream.js';
import { Exit, toExit } from '../facts/exit.js';
import { createInbox } from './inbox.js';
import { nativeInt } from './interface-control.js';
import { libc } from './libc.js';
import { type LineSettings, noteLineSettings } from './line-settings.js';
import { holderOf } from './port-holder.js';
import { type Binding, safeBinding } from './safe-binding.js';

/** Bytes kept while nobody listens; beyond that the oldest are dropped. */
export const keptBytesLimit = 1024 * 1024;

/** How long a close waits for the kernel to take what was written, in milliseconds. */
const lastWriteLimit = 500;

/**
 * Opens a tty as 8N1, raw and locked (flock). The speed means nothing to a USB modem. serialport opens with O_NOCTTY, so that an unplug
 * cannot end our session with SIGHUP, and with O_CLOEXEC, and it throws away what an earlier call left in the kernel's buffer: an old
 * NO CARRIER would end the next dial. HUPCL stays on. At
 * the end the line is set as it was found. A tty that was left to PPP's line discipline is an ordinary one again.
 *
 * Errors: another program has it open or locked → `port-select.busy`; no right to it → `.not-permitted`; not there, gone, or no tty →
 * `.no-tty`; anything else is a bug and says so.
 */
export const openSerial: OpenSerial = (path) =>
  new Observable((listener) => {
    const opening = open(path);
    let settled = false;
    opening
      .finally(() => {
        settled = true;
      })
      .then(
        (link) => {
          listener.next(link);
          listener.complete();
        },
        (error: unknown) => listener.error(exitOf(error, path)),
      );
    return () => {
      if (!settled) giveBack(path, opening);
    };
  });

/** Ports that nobody waits for any more, still opening or closing: the kernel's lock outlives our interest in them. */
const beingGivenBack = new Map<string, Promise<void>>();

const giveBack = (path: string, opening: Promise<SerialLink>): void => {
  const free = () => {
    if (beingGivenBack.get(path) === given) beingGivenBack.delete(path);
  };
  const given: Promise<void> = opening.then((link) => link.close()).then(free, free);
  beingGivenBack.set(path, given);
};

const open = async (path: string): Promise<SerialLink> => {
  await beingGivenBack.get(path);
  const { SerialPort } = await import('serialport');
  const binding = safeBinding(SerialPort.binding as unknown as Binding);
  // serialport's types leave `binding` out; at run time it is passed on.
  const options = { path, baudRate: 115_200, hupcl: true, lock: true, autoOpen: false, binding };
  const port = new SerialPort(options);
  const asFound = await noteLineSettings(path);
  try {
    if (asFound) leaveToOthers(path);
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  } finally {
    await asFound?.noted();
  }
  // Not before: until the lock is ours, another program may be running PPP on it.
  makeOrdinary(port);
  return linkOver(path, port, asFound);
};

/** Whoever has a tty open has it for himself, with or without a lock that we could see. */
const leaveToOthers = (path: string): void => {
  const holder = holderOf(path);
  if (holder) throw new Exit('port-select.busy', `${path} is open in ${holder.name}, process ${holder.pid}`);
};

/** What a killed pppd leaves behind where somebody else has the tty open too: every read says EAGAIN, for ever. */
const makeOrdinary = (port: SerialPort): void => {
  const fd = descriptorOf(port);
  if (fd === undefined) return;
  try {
    libc().ioctl(fd, TIOCSETD, nativeInt(N_TTY));
  } catch {
    // A machine without koffi: then nobody but pppd itself can set it back.
  }
};

/** serialport's types leave it out. */
const descriptorOf = ({ port }: SerialPort): number | undefined =>
  port !== undefined && 'fd' in port && typeof port.fd === 'number' ? port.fd : undefined;

const TIOCSETD = 0x5423;
const N_TTY = 0;

const linkOver = (path: string, port: SerialPort, asFound: LineSettings | undefined): SerialLink => {
  const inbox = createInbox(keptBytesLimit);
  let lastWrite: Promise<void> = Promise.resolve();
  let over = false;
  let handedOver: Promise<() => void> | undefined;
  const end = () => {
    over = true;
    inbox.end();
  };
  // Listening from the first moment: a port that nobody reads does not notice that it was hung up (0 of 30).
  port.on('data', (bytes: Buffer) => inbox.push(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)));
  port.once('close', end);
  port.on('error', end);

  const written = () => Promise.race([lastWrite, delay(lastWriteLimit, undefined, { ref: false })]);
  const handOver = async () => {
    const letGo = hold(path);
    await written();
    end();
    // What the kernel has and nobody has read yet stays there: the other program gets all of it.
    await port.port?.close();
    return letGo;
  };

  return {
    path,
    bytes$: inbox.bytes$,
    write: (bytes) => {
      if (over) return;
      lastWrite = new Promise((taken) => port.write(Buffer.from(bytes), () => taken()));
    },
    tty: {
      path,
      handOver: () => {
        if (handedOver === undefined && over) return Promise.reject(new Exit('port-select.no-tty', path));
        handedOver ??= handOver();
        return handedOver;
      },
    },
    close: async () => {
      if (handedOver !== undefined && (await letGoOf(handedOver))) return asFound?.restore();
      end();
      await written();
      await dropDtr(port);
      const fd = descriptorOf(port);
      if (fd !== undefined) await asFound?.restore(fd);
      await port.port?.close();
    },
  };
};

/** A tty that somebody has open does not see a last close, with which the kernel would drop DTR. */
const hold = (path: string): (() => void) => {
  let fd: number | undefined = openAgain(path);
  return () => {
    if (fd !== undefined) closeSync(fd);
    fd = undefined;
  };
};

const openAgain = (path: string): number => {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  } catch (error) {
    throw exitOf(error, path);
  }
};

/** Whether it had been handed over: then DTR is the other program's affair. */
const letGoOf = (handedOver: Promise<() => void>): Promise<boolean> =>
  handedOver.then(
    (letGo) => {
      letGo();
      return true;
    },
    () => false,
  );

/**
 * HUPCL drops DTR at the last close only; while another program has the tty open too, the call would go on (and be paid for). A
 * pseudo terminal has no such lines and a stick that is gone has none either: then there is nothing to hang up.
 */
const dropDtr = (port: SerialPort): Promise<void> =>
  new Promise((resolve) => port.set({ dtr: false, rts: false }, () => resolve()));

/** serialport gives no error codes, only libc's words for them; the code says all of that, so the detail is which port. */
const exitOf = (error: unknown, path: string): Exit => {
  const words = error instanceof Error ? error.message : String(error);
  const code = openErrors.find(([pattern]) => pattern.test(words))?.[1];
  return code ? new Exit(code, path) : toExit(error);
};

const openErrors = [
  [/Cannot lock port|resource busy/i, 'port-select.busy'],
  [/Permission denied|Operation not permitted/i, 'port-select.not-permitted'],
  [
    /No such|not a tty|Inappropriate ioctl|Input\/output error|i\/o error|Not a directory|Is a directory/i,
    'port-select.no-tty',
  ],
] as const;
