import { setTimeout as delay } from 'node:timers/promises';
import { Observable } from 'rxjs';
import type { SerialPort } from 'serialport';
import type { OpenSerial, SerialLink } from '../at/byte-stream.js';
import { Exit, toExit } from '../facts/exit.js';
import { createInbox } from './inbox.js';
import { type Binding, safeBinding } from './safe-binding.js';

/** Bytes kept while nobody listens; beyond that the oldest are dropped. */
export const keptBytesLimit = 1024 * 1024;

/** How long a close waits for the kernel to take what was written, in milliseconds. */
const lastWriteLimit = 500;

/**
 * Opens a tty as 8N1, raw and locked (flock). The speed means nothing to a USB modem. serialport opens with O_NOCTTY, so that an unplug
 * cannot end our session with SIGHUP, and with O_CLOEXEC, and it throws away what an earlier call left in the kernel's buffer: an old
 * NO CARRIER would end the next dial. HUPCL stays on.
 *
 * Errors: another program holds it → `port-select.busy`; no right to it → `.not-permitted`; not there, gone, or no tty →
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
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  return linkOver(path, port);
};

const linkOver = (path: string, port: SerialPort): SerialLink => {
  const inbox = createInbox(keptBytesLimit);
  let lastWrite: Promise<void> = Promise.resolve();
  let over = false;
  const end = () => {
    over = true;
    inbox.end();
  };
  // Listening from the first moment: a port that nobody reads does not notice that it was hung up (0 of 30).
  port.on('data', (bytes: Buffer) => inbox.push(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)));
  port.once('close', end);
  port.on('error', end);

  return {
    path,
    bytes$: inbox.bytes$,
    write: (bytes) => {
      if (over) return;
      lastWrite = new Promise((taken) => port.write(Buffer.from(bytes), () => taken()));
    },
    close: async () => {
      end();
      await Promise.race([lastWrite, delay(lastWriteLimit, undefined, { ref: false })]);
      await dropDtr(port);
      await port.port?.close();
    },
  };
};

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
  [/No such|not a tty|Inappropriate ioctl|Input\/output error|Not a directory|Is a directory/i, 'port-select.no-tty'],
] as const;
