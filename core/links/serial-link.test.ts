import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { filter, firstValueFrom, lastValueFrom, scan } from 'rxjs';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SerialLink } from '../at/byte-stream.js';
import { descriptors } from './descriptors.test.helper.js';
import { libc } from './libc.js';
import { holderOf } from './port-holder.js';
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

  describe('when it is handed over', () => {
    it('leaves every byte that was not read to the other program, and reads none more', async () => {
      const { link, pty } = await opened();
      const before = receivedBy(link);
      pty.say(...text('before'));
      await until(() => before.length === 6);
      const first = Array.from({ length: 1000 }, (_, at) => at % 256);
      pty.say(...first);
      const given = link.tty?.handOver();
      pty.say(...first);
      const letGo = await given;
      const other = openSync(pty.path, flags);
      letGo?.();
      expect([...readAll(other)]).toEqual([...first, ...first]);
      expect(before).toEqual(text('before'));
      writeSync(other, 'pppd');
      expect(await heard(pty, 4)).toEqual(text('pppd'));
      pty.say(...text('still there'));
      expect([...readAll(other)]).toEqual(text('still there'));
      closeSync(other);
      await link.close();
    });

    it('is never closed for the last time, so that DTR stays up, and nobody drops it', async () => {
      const set = vi.spyOn(SerialPort.prototype, 'set');
      const { link, pty } = await opened();
      const letGo = await link.tty?.handOver();
      // The master of a pseudo terminal that nobody has open hangs up.
      expect(pty.read()).toEqual([]);
      expect(pty.isOpen()).toBe(true);
      letGo?.();
      letGo?.();
      expect(pty.isOpen()).toBe(false);
      await link.close();
      expect(set).not.toHaveBeenCalled();
      set.mockRestore();
    });

    it('may be opened by another program of ours: the lock is given up', async () => {
      const { link, pty } = await opened();
      await link.tty?.handOver();
      await open(pty);
      await link.close();
    });

    it('has ended here: its bytes complete, and what is written is not sent', async () => {
      const { link, pty } = await opened();
      const end = ended(link);
      const given = await link.tty?.handOver();
      await end;
      link.write(Uint8Array.of(65));
      await delay(20);
      expect(pty.read()).toEqual([]);
      given?.();
    });

    it('sends what was written before', async () => {
      const { link, pty } = await opened();
      pty.holdOpen();
      link.write(new Uint8Array(64 * 1024));
      const given = link.tty?.handOver();
      expect(await heard(pty, 64 * 1024)).toHaveLength(64 * 1024);
      await given;
    });

    it('leaves nothing open after close, and the second time is the first', async () => {
      const before = descriptorsOf('/dev/pts/');
      const { link } = await opened();
      const [first, second] = await Promise.all([link.tty?.handOver(), link.tty?.handOver()]);
      expect(first).toBe(second);
      expect(descriptorsOf('/dev/pts/')).toBe(before + 1);
      await Promise.all([link.close(), link.close()]);
      expect(descriptorsOf('/dev/pts/')).toBe(before);
      expect(await link.tty?.handOver()).toBe(first);
    });

    it('cannot be any more once it is closed', async () => {
      const { link, pty } = await opened();
      await link.close();
      await expect(link.tty?.handOver()).rejects.toMatchObject({ code: 'port-select.no-tty', detail: pty.path });
    });

    it('says so when the path has gone meanwhile, and can be closed as ever', async () => {
      const before = descriptorsOf('/dev/pts/');
      const { link, pty } = await opened();
      const again = vi.spyOn(fs, 'openSync').mockImplementation(() => {
        throw Object.assign(new Error('ENXIO: no such device or address'), { code: 'ENXIO' });
      });
      syncBuiltinESMExports();
      const failed = link.tty?.handOver();
      again.mockRestore();
      syncBuiltinESMExports();
      await expect(failed).rejects.toMatchObject({ code: 'port-select.no-tty', detail: pty.path });
      await link.close();
      expect(descriptorsOf('/dev/pts/')).toBe(before);
    });
  });

  it.each(['closed', 'handed over'])('leaves the line set as it was found, once it is %s', async (how) => {
    const pty = makePty();
    pty.holdOpen();
    const found = settingsOf(pty.path);
    const link = await open(pty);
    expect(settingsOf(pty.path)).not.toEqual(found);
    if (how === 'handed over') (await link.tty?.handOver())?.();
    await link.close();
    expect(settingsOf(pty.path)).toEqual(found);
  });

  it('leaves a tty alone that another program has open, and names it', async () => {
    const pty = makePty();
    const holder = spawn('sh', ['-c', 'exec sleep 60 <"$0"', pty.path], { stdio: ['ignore', 'ignore', 'ignore'] });
    try {
      await until(() => holderOf(pty.path) !== undefined);
      const detail = `${pty.path} is open in sleep, process ${holder.pid}`;
      await expect(open(pty)).rejects.toMatchObject({ code: 'port-select.busy', detail });
    } finally {
      holder.kill();
      await once(holder, 'close');
    }
  });

  // Few kernels without PPP have another line discipline that can be opened at all: what is asked of the kernel must do.
  it('takes back a tty that was left to another line discipline, once the lock is ours', async () => {
    const ioctl = vi.spyOn(libc(), 'ioctl');
    const { pty } = await opened();
    const asked = ioctl.mock.calls.filter(([, request]) => request === TIOCSETD);
    expect(asked.map(([, , value]) => [...value])).toEqual([[0, 0, 0, 0]]);
    ioctl.mockClear();
    await expect(open(pty)).rejects.toMatchObject({ code: 'port-select.busy' });
    expect(ioctl.mock.calls.map(([, request]) => request)).not.toContain(TIOCSETD);
    ioctl.mockRestore();
  });

  it('does without that where it cannot be asked', async () => {
    const pty = makePty();
    const ioctl = vi.spyOn(libc(), 'ioctl').mockImplementation(() => {
      throw new Error('EPERM');
    });
    const link = await open(pty);
    ioctl.mockRestore();
    pty.say(...text('OK'));
    expect(await received(link, 2)).toEqual(text('OK'));
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
  /** Whether anybody has the other end open. */
  readonly isOpen: () => boolean;
  readonly hangUp: () => void;
}

const flags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;
const TIOCSPTLCK = 0x40045431;
const TIOCGPTN = 0x80045430;
const TIOCSETD = 0x5423;
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
    isOpen: () => {
      try {
        readSync(master, new Uint8Array(1));
        return true;
      } catch (error) {
        return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      }
    },
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

/** As `stty -g` gives them. */
const settingsOf = (path: string): string => execFileSync('stty', ['-F', path, '-g'], { encoding: 'utf8' });

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

/** All that a link gives from now on, as it comes. */
const receivedBy = (link: SerialLink): readonly number[] => {
  const all: number[] = [];
  link.bytes$.subscribe((bytes) => all.push(...bytes));
  return all;
};

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await delay(1);
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
