import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { filter, firstValueFrom, lastValueFrom, scan } from 'rxjs';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SerialLink } from '../at/byte-stream.js';
import { descriptors } from './descriptors.test.helper.js';
import { libc } from './libc.js';
import { openSerial } from './serial-link.js';

describe('openSerial', () => {
  it('carries every byte value both ways, as it is', async () => {
    const { link, pty } = await opened();
    link.write(Uint8Array.from(allBytes));
    expect(await heard(pty, 256)).toEqual(allBytes);
    pty.say(...allBytes);
    expect(await received(link, 256)).toEqual(allBytes);
  });

  it('throws away what was said before it was opened', async () => {
    const pty = makePty();
    pty.holdOpen();
    pty.say(...text('NO CARRIER\r\n'));
    const link = await open(pty);
    pty.say(...text('OK'));
    expect(await received(link, 2)).toEqual(text('OK'));
  });

  it('keeps what arrives while nobody listens', async () => {
    const { link, pty } = await opened();
    pty.say(...text('RING'));
    await delay(20);
    expect(await received(link, 4)).toEqual(text('RING'));
  });

  it('reads on while a write waits for room', async () => {
    const { link, pty } = await opened();
    const much = 256 * 1024;
    link.write(new Uint8Array(much));
    await delay(20);
    pty.say(...text('hello'));
    expect(await received(link, 5)).toEqual(text('hello'));
    expect(await heard(pty, much)).toHaveLength(much);
  });

  it('sends what was written before it was closed, though the line is slow', async () => {
    const { link, pty } = await opened();
    pty.holdOpen();
    const much = 64 * 1024;
    link.write(new Uint8Array(much));
    const closed = link.close();
    expect(await heard(pty, much)).toHaveLength(much);
    await closed;
  });

  it('closes within its limit though nobody takes what was written', async () => {
    const { link, pty } = await opened();
    pty.holdOpen();
    link.write(new Uint8Array(256 * 1024));
    await link.close();
    await open(pty);
  });

  // A pseudo terminal has no DTR to look at.
  it('drops DTR before it closes', async () => {
    const set = vi.spyOn(SerialPort.prototype, 'set');
    const { link } = await opened();
    await link.close();
    expect(set.mock.calls[0]?.[0]).toMatchObject({ dtr: false });
    set.mockRestore();
  });

  it('ends when the line hangs up, idle or with data flowing, thirty times each, without spinning', async () => {
    for (const flowing of [false, true]) for (let round = 0; round < 30; round += 1) await hangUp(flowing);
    // A link that spins does so all the time; what other tests left to do in this process passes.
    const busy: number[] = [];
    while (busy.length < 10 && !busy.some((ms) => ms < 50)) {
      const before = process.cpuUsage();
      await delay(100);
      const { user, system } = process.cpuUsage(before);
      busy.push((user + system) / 1000);
    }
    expect(Math.min(...busy)).toBeLessThan(50);
  });

  it('ignores a write after the end', async () => {
    const { link, pty } = await opened();
    pty.hangUp();
    await ended(link);
    link.write(Uint8Array.of(1));
    await link.close();
    link.write(Uint8Array.of(2));
  });

  it('completes its bytes when it is closed', async () => {
    const { link } = await opened();
    const end = ended(link);
    await link.close();
    await end;
  });

  it('is refused while another holds it, and can be opened again after close, which may be called twice', async () => {
    const { link, pty } = await opened();
    pty.holdOpen();
    await expect(open(pty)).rejects.toMatchObject({ code: 'port-select.busy', detail: pty.path });
    await Promise.all([link.close(), link.close()]);
    const again = await open(pty);
    pty.say(...text('again'));
    expect(await received(again, 5)).toEqual(text('again'));
  });

  it('says which port is none', async () => {
    await expect(firstValueFrom(openSerial('/dev/no-such-tty'))).rejects.toMatchObject({ code: 'port-select.no-tty' });
    await expect(firstValueFrom(openSerial(tmpdir()))).rejects.toMatchObject({ code: 'port-select.no-tty' });
    await expect(firstValueFrom(openSerial('/dev/null'))).rejects.toMatchObject({ code: 'port-select.no-tty' });
  });

  it('gives the port back when nobody waits for it any more', async () => {
    const pty = makePty();
    pty.holdOpen();
    openSerial(pty.path).subscribe().unsubscribe();
    await open(pty);
  });

  it('leaves no descriptor open', async () => {
    const before = descriptorsOf('/dev/pts/');
    const { link, pty } = await opened();
    expect(descriptorsOf('/dev/pts/')).toBe(before + 1);
    await link.close();
    await hangUp(true);
    expect(descriptorsOf('/dev/pts/')).toBe(before);
    pty.hangUp();
  });
});

const allBytes = Array.from({ length: 256 }, (_, value) => value);
const text = (words: string) => [...Buffer.from(words)];

/** A modem's end of a pseudo terminal. */
interface Pty {
  readonly path: string;
  readonly say: (...bytes: readonly number[]) => void;
  /** Takes all that has come since it was last asked. */
  readonly read: () => readonly number[];
  /** Keeps the other end open too, as the kernel keeps a USB tty: what is said meanwhile stays in its buffer. */
  readonly holdOpen: () => void;
  readonly hangUp: () => void;
}

const flags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;
const TIOCSPTLCK = 0x40045431;
const TIOCGPTN = 0x80045430;
const links = new Set<SerialLink>();
const ptys = new Set<Pty>();

const makePty = (): Pty => {
  const master = openSync('/dev/ptmx', flags);
  const number = new Uint8Array(4);
  libc().ioctl(master, TIOCSPTLCK, new Uint8Array(4));
  libc().ioctl(master, TIOCGPTN, number);
  const path = `/dev/pts/${Buffer.from(number).readInt32LE()}`;
  const held = [master];
  const pty: Pty = {
    path,
    say: (...bytes) => {
      writeSync(master, Uint8Array.from(bytes));
    },
    read: () => [...readAll(master)],
    holdOpen: () => held.push(openSync(path, flags)),
    hangUp: () => {
      for (const fd of held.splice(0)) closeSync(fd);
    },
  };
  ptys.add(pty);
  return pty;
};

function* readAll(fd: number): Generator<number> {
  const buffer = new Uint8Array(65536);
  for (;;) {
    try {
      yield* buffer.subarray(0, readSync(fd, buffer));
    } catch {
      return;
    }
  }
}

const open = async (pty: Pty): Promise<SerialLink> => {
  const link = await firstValueFrom(openSerial(pty.path));
  links.add(link);
  return link;
};

const opened = async () => {
  const pty = makePty();
  return { pty, link: await open(pty) };
};

const received = (link: SerialLink, count: number): Promise<readonly number[]> =>
  firstValueFrom(
    link.bytes$.pipe(
      scan((all: readonly number[], bytes) => [...all, ...bytes], []),
      filter((all) => all.length >= count),
    ),
  );

const heard = async (pty: Pty, count: number): Promise<readonly number[]> => {
  const all: number[] = [];
  for (; all.length < count; await delay(1)) for (const byte of pty.read()) all.push(byte);
  return all;
};

const ended = (link: SerialLink) => lastValueFrom(link.bytes$, { defaultValue: undefined });

const hangUp = async (flowing: boolean): Promise<void> => {
  const { link, pty } = await opened();
  const end = ended(link);
  if (flowing) for (let i = 0; i < 5; i += 1) pty.say(...text('flowing '.repeat(100)));
  pty.hangUp();
  await end;
  await link.close();
};

const descriptorsOf = (prefix: string): number =>
  descriptors().filter(({ target }) => target.startsWith(prefix)).length;

afterEach(async () => {
  for (const link of links) await link.close();
  for (const pty of ptys) pty.hangUp();
  links.clear();
  ptys.clear();
});
