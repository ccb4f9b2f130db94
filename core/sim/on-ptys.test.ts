import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { asyncScheduler, firstValueFrom } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SerialLink } from '../at/byte-stream.js';
import { toExit } from '../facts/exit.js';
import { descriptors } from '../links/descriptors.test.helper.js';
import { openSerial } from '../links/serial-link.js';
import { onPtys, type VirtualTtys } from './on-ptys.js';
import { pppClient } from './ppp-client.test.helper.js';
import { named, quietDevice, sampleCarrier } from './sample-world.test.helper.js';
import { type VirtualWorld, virtualWorld } from './virtual-world.js';

const quickDevice = () => quietDevice({ commandMs: 1, reenumerateMs: 20, registerMs: 10, dialMs: 10 });

let cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of cleanUp.reverse()) await one();
  cleanUp = [];
});

const plugged = async (...misbehave: readonly string[]) => {
  const world = virtualWorld({
    device: quickDevice(),
    carrier: sampleCarrier,
    misbehave: named(...misbehave),
    clock: asyncScheduler,
  });
  const ttys = await onPtys(world);
  cleanUp.push(async () => {
    await ttys.dispose();
    world.dispose();
  });
  world.plug();
  return { world, ttys };
};

const ttyOf = (ttys: VirtualTtys, number: number): string =>
  ttys.ttys().find((one) => one.interface === number)?.path ?? 'none';

const opened = async (path: string) => {
  const link = await firstValueFrom(openSerial(path));
  cleanUp.push(() => link.close());
  const heard = { text: '', over: false };
  link.bytes$.subscribe({
    next: (bytes) => {
      heard.text += Buffer.from(bytes).toString('latin1');
    },
    complete: () => {
      heard.over = true;
    },
  });
  return { link, heard };
};

const type = (link: SerialLink, text: string) => link.write(Buffer.from(text));
const until = (check: () => boolean) => vi.waitFor(() => expect(check()).toBe(true), { timeout: 5000, interval: 2 });

const ptysOpen = (): readonly string[] =>
  descriptors().flatMap(({ target }) => (/ptmx|pts/.test(target) ? [target] : []));

describe('a virtual stick on real ttys', () => {
  it('answers the real serial code, and shows ttys that exist', async () => {
    const { world, ttys } = await plugged();
    const device = await firstValueFrom(ttys.usb.at$(world.path));
    expect(device?.interfaces.map(({ number, kind, tty }) => `${number} ${kind} ${tty?.replace(/\d+$/, 'N')}`)).toEqual(
      ['0 serial /dev/pts/N', '1 serial /dev/pts/N', '2 storage undefined', '3 serial /dev/pts/N'],
    );
    expect(await firstValueFrom(ttys.plugs$)).toEqual(device);
    const { link, heard } = await opened(ttyOf(ttys, 1));
    type(link, 'AT+CGMM\r');
    await until(() => heard.text.endsWith('OK\r\n'));
    expect(heard.text).toBe('AT+CGMM\r\r\nSample\r\n\r\nOK\r\n');
  });

  it('sees a close as a hang-up, each time', async () => {
    const { ttys } = await plugged();
    const control = await readyToDial(ttys);
    for (let turn = 0; turn < 20; turn += 1) {
      const data = await opened(ttyOf(ttys, 3));
      type(data.link, 'ATE0D*99#\r');
      await until(() => data.heard.text.includes('CONNECT'));
      expect(await active(control)).toBe(1);
      await data.link.close();
      expect(await active(control)).toBe(0);
    }
  });

  it('carries PPP up to the address', async () => {
    const { ttys } = await plugged();
    await readyToDial(ttys);
    const data = await opened(ttyOf(ttys, 3));
    type(data.link, 'ATE0D*99#\r');
    await until(() => data.heard.text.includes('CONNECT'));
    const ppp = pppClient(data.link, asyncScheduler);
    await until(() => ppp.kinds().includes('up'));
  });

  it('closes its user when the stick leaves, and comes back on new ttys', async () => {
    const { world, ttys } = await plugged();
    const before = await opened(ttyOf(ttys, 1));
    type(before.link, 'ATE0\r');
    await until(() => before.heard.text.includes('OK'));
    world.usb.reset(world.path).subscribe();
    expect(ttys.ttys()).toEqual([]);
    await until(() => before.heard.over);
    await until(() => ttys.ttys().length === 3);
    const after = await opened(ttyOf(ttys, 1));
    type(after.link, 'AT\r');
    await until(() => after.heard.text.includes('OK'));
    expect(after.heard.text).toBe('AT\r\r\nOK\r\n');
  });

  it('is seen by another process too', async () => {
    const { ttys } = await plugged();
    const control = await readyToDial(ttys);
    const script = `exec 3<>${ttyOf(ttys, 3)}; printf 'ATD*99#\\r' >&3; while read -r line <&3; do case $line in CONNECT*) echo up;; esac; done`;
    const shell = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(shell.stdout, 'data');
    expect(await active(control)).toBe(1);
    shell.kill();
    await once(shell, 'exit');
    await vi.waitFor(async () => expect(await active(control)).toBe(0), { timeout: 2000 });
  });

  it('greets with old text that waits in the kernel, and is held by another program, where told to', async () => {
    const stale = await plugged('stale-no-carrier');
    const shell = spawn('/bin/sh', [
      '-c',
      `read -r a < ${ttyOf(stale.ttys, 1)}; read -r a < ${ttyOf(stale.ttys, 3)}; echo "$a"`,
    ]);
    const [said] = await once(shell.stdout, 'data');
    expect(`${said}`).toBe('\r\n');
    const held = await plugged('port-held');
    await expect(firstValueFrom(openSerial(ttyOf(held.ttys, 1)))).rejects.toSatisfy(
      (error) => toExit(error).code === 'port-select.busy',
    );
  });

  it('rests while nobody types: no wake-ups, no turning round', async () => {
    const { ttys } = await plugged();
    const { link, heard } = await opened(ttyOf(ttys, 1));
    type(link, 'AT\r');
    await until(() => heard.text.includes('OK'));
    await link.close();
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(100);
  });

  it('leaves no descriptor behind', async () => {
    const before = ptysOpen();
    const { world, ttys } = await plugged();
    const { link, heard } = await opened(ttyOf(ttys, 1));
    type(link, 'AT\r');
    await until(() => heard.text.includes('OK'));
    expect(ptysOpen().length).toBeGreaterThan(before.length);
    await link.close();
    await replugged(world, ttys);
    await ttys.dispose();
    expect(ptysOpen()).toEqual(before);
  });
});

/** The command port, once there is a context and packet service. */
const readyToDial = async (ttys: VirtualTtys) => {
  const control = await opened(ttyOf(ttys, 1));
  type(control.link, 'ATE0+CGREG=1;+CGDCONT=1,"IP","three.co.uk";+CGREG?\r');
  await until(() => control.heard.text.includes('OK') && /\+CGREG: (1,)?1\r/.test(control.heard.text));
  return control;
};

const replugged = async (world: VirtualWorld, ttys: VirtualTtys) => {
  world.unplug();
  expect(ttys.ttys()).toEqual([]);
  world.plug();
  await until(() => ttys.ttys().length === 3);
};

/** Whether context 1 is up, as the command port tells. */
const active = async ({ link, heard }: Awaited<ReturnType<typeof opened>>): Promise<number> => {
  heard.text = '';
  type(link, 'AT+CGACT?\r');
  await until(() => heard.text.includes('OK'));
  return Number(/\+CGACT: 1,(\d)/.exec(heard.text)?.[1]);
};
