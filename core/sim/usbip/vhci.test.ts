import { closeSync, fstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freePorts, socketPair, thisKernel, type VhciKernel, vhci } from './vhci.js';

const head = 'hub port sta spd dev      sockfd local_busid\n';
const row = (hub: string, port: number, state: number) =>
  `${hub}  ${String(port).padStart(4, '0')} ${String(state).padStart(3, '0')} 000 00000000 000000 0-0\n`;
const status = (states: readonly number[], first = 0) =>
  head + states.map((state, at) => row('hs', first + at, state)).join('') + row('ss', first + 8, 4);

let cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const one of cleanUp.reverse()) one();
  cleanUp = [];
});

/** A kernel of two ports, which takes what is plugged in and lets go when it is told to. */
const kernelOf = (...states: readonly number[]) => {
  const marked = new Set<number>();
  const ports = [...states];
  const lines: string[] = [];
  const sockets: Socket[] = [];
  let refusal: string | undefined;
  const kernel: VhciKernel = {
    status: () => [status(ports)],
    attach: (line) => {
      lines.push(line);
      if (refusal !== undefined) throw Object.assign(new Error(refusal), { code: refusal });
      const port = Number(line.split(' ')[0]);
      if (ports[port] !== 4) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
      ports[port] = 6;
    },
    pair: () => {
      const socket = new Socket();
      sockets.push(socket);
      return { descriptor: 77, given: () => void lines.push('given'), socket };
    },
    mark: async (port) => {
      if (marked.has(port)) return undefined;
      marked.add(port);
      return () => marked.delete(port);
    },
  };
  return {
    kernel,
    lines,
    sockets,
    marked,
    free: (port: number) => {
      ports[port] = 4;
    },
    refuse: (code: string | undefined) => {
      refusal = code;
    },
  };
};

describe('freePorts', () => {
  it('finds the free high-speed ports of all controllers', () => {
    expect(freePorts([status([4, 6, 5, 7, 4]), status([4], 16)])).toEqual([
      { controller: 0, number: 0 },
      { controller: 0, number: 4 },
      { controller: 1, number: 16 },
    ]);
    expect(freePorts(['', 'nonsense\n'])).toEqual([]);
  });
});

describe('a stick on a virtual host controller', () => {
  it('takes the first free port, as a high-speed device, and hands the descriptor over', async () => {
    const { kernel, lines } = kernelOf(6, 4, 4);
    expect(await vhci(kernel).attach('1-3')).toMatchObject({ controller: 0, port: 1 });
    expect(lines).toEqual(['1 77 65539 3', 'given']);
  });

  it('comes back to its own port, once that is free', async () => {
    const { kernel, lines, free } = kernelOf(4, 4);
    const port = vhci(kernel);
    await port.attach('1-3');
    const again = port.attach('1-3');
    setTimeout(() => free(0), 50);
    expect((await again).port).toBe(0);
    expect(lines.filter((line) => line !== 'given')).toEqual(['0 77 65539 3', '0 77 65539 3']);
  });

  it('leaves alone what is another simulation’s though it is free, until that gives it back', async () => {
    const { kernel, free, marked } = kernelOf(4, 4);
    const [one, other] = [vhci(kernel), vhci(kernel)];
    expect((await one.attach('1-3')).port).toBe(0);
    free(0);
    expect((await other.attach('1-3')).port).toBe(1);
    one.release();
    free(0);
    expect([...marked]).toEqual([1]);
    expect((await one.attach('1-3')).port).toBe(0);
    expect([...marked]).toEqual([1, 0]);
  });

  it('does not wait for ever for its port', async () => {
    const { kernel } = kernelOf(4, 4);
    const port = vhci(kernel, 40);
    await port.attach('1-3');
    await expect(port.attach('1-3')).rejects.toThrow('port 0 of the virtual host controller did not become free');
  });

  it.each(['EBUSY', 'EINVAL'])('tries the next one where somebody was quicker (%s)', async (code) => {
    const { kernel, lines, sockets, marked, refuse } = kernelOf(4, 4);
    refuse(code);
    await expect(vhci(kernel).attach('1-3')).rejects.toThrow('no port');
    expect(lines).toEqual(['0 77 65539 3', 'given', '1 77 65539 3', 'given']);
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, true]);
    expect(marked.size).toBe(0);
  });

  it('says what else went wrong, and keeps no port', async () => {
    const { kernel, marked, refuse } = kernelOf(4, 4);
    refuse('EPERM');
    await expect(vhci(kernel).attach('1-3')).rejects.toThrow('EPERM');
    expect(marked.size).toBe(0);
  });
});

describe('this kernel', () => {
  const directory = () => {
    const path = mkdtempSync(join(tmpdir(), 'dialtone-vhci-'));
    cleanUp.push(() => rmSync(path, { recursive: true }));
    return path;
  };

  it('is none where there is nothing to write to', () => {
    expect(thisKernel(directory())).toBeUndefined();
  });

  it('reads the status of every controller, and writes a line to the first', () => {
    const path = directory();
    for (const [name, text] of [
      ['attach', ''],
      ['status', 'a'],
      ['status.1', 'b'],
      ['status.2', 'c'],
    ] as const)
      writeFileSync(join(path, name), text);
    const kernel = thisKernel(path);
    expect(kernel?.status()).toEqual(['a', 'b', 'c']);
    kernel?.attach('0 1 2 3');
    expect(readFileSync(join(path, 'attach'), 'latin1')).toBe('0 1 2 3');
  });

  it('marks a port for one at a time', async () => {
    const path = directory();
    writeFileSync(join(path, 'attach'), '');
    const kernel = thisKernel(path);
    const release = await kernel?.mark(9999);
    expect(release).toBeDefined();
    expect(await kernel?.mark(9999)).toBeUndefined();
    release?.();
    const again = await kernel?.mark(9999);
    expect(again).toBeDefined();
    again?.();
  });

  it('gives one end of a connection away and keeps the other', async () => {
    const { descriptor, given, socket } = socketPair();
    writeSync(descriptor, 'hello');
    const heard = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
    expect(heard.toString()).toBe('hello');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    given();
    expect(() => fstatSync(descriptor)).toThrow('EBADF');
    await closed;
    expect(() => closeSync(descriptor)).toThrow('EBADF');
  });
});
