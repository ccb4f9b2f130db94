import { readdirSync, readlinkSync } from 'node:fs';
import { asyncScheduler, firstValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { openSerial } from '../../core/links/serial-link.js';
import { onPtys, type VirtualTtys } from '../../core/sim/on-ptys.js';
import { sampleCarrier, sampleDevice } from '../../core/sim/sample-world.test.helper.js';
import { type VirtualWorld, virtualWorld } from '../../core/sim/virtual-world.js';

/** The same stick, on real ptys and in real time, pulled out and put in some hundred times while its ports are in use. */
const replugs = 300;
const warmUp = 5;

/** It takes no time of its own: the world is not what is tried here. */
const atOnce = (): typeof sampleDevice => {
  const { twin } = sampleDevice;
  if (twin === undefined) throw new Error('the sample has no twin');
  const { arrivesAs: _cdRom, noise: _noise, ...rest } = twin;
  const delays = { commandMs: 0, reenumerateMs: 0, registerMs: 0, dialMs: 0 };
  return { ...sampleDevice, twin: { ...rest, functionalityAtPowerUp: 1, delays } };
};

/** What this process has open, by what it is: a number alone would not say what was left. */
const descriptors = (): readonly string[] =>
  readdirSync('/proc/self/fd')
    .flatMap((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).replace(/\d+/g, 'N');
      } catch {
        // The one that was open for the list itself.
        return [];
      }
    })
    .sort();

/** Opens both ports with the serial code that users have, and is answered on both. */
const used = async (ttys: VirtualTtys) => {
  const wanted = ttys.ttys().filter((one) => one.interface !== 0);
  const links = await Promise.all(wanted.map(({ path }) => firstValueFrom(openSerial(path))));
  const answered = links.map(
    ({ bytes$ }) =>
      new Promise<void>((resolve, reject) => {
        let heard = '';
        bytes$.subscribe({
          next: (bytes) => {
            heard += Buffer.from(bytes).toString('latin1');
            if (heard.endsWith('OK\r\n')) resolve();
          },
          complete: () => reject(new Error(`the port went away behind ${JSON.stringify(heard)}`)),
        });
      }),
  );
  for (const { write } of links) write(Buffer.from('AT\r'));
  await Promise.all(answered);
  return links;
};

const replugged = async (world: VirtualWorld, ttys: VirtualTtys, unpluggedFirst: boolean) => {
  world.plug();
  const links = await used(ttys);
  if (unpluggedFirst) world.unplug();
  await Promise.all(links.map(({ close }) => close()));
  world.unplug();
};

describe('some hundred replugs on real ptys', () => {
  it('leave no descriptor open, whether the port is closed or the stick pulled out first', async () => {
    const before = descriptors();
    const world = virtualWorld({ device: atOnce(), carrier: sampleCarrier, misbehave: [], clock: asyncScheduler });
    const ttys = await onPtys(world);
    try {
      for (let times = 0; times < warmUp; times += 1) await replugged(world, ttys, times % 2 === 0);
      const warm = descriptors();
      for (let times = 0; times < replugs; times += 1) await replugged(world, ttys, times % 2 === 0);
      expect(descriptors()).toEqual(warm);
    } finally {
      await ttys.dispose();
      world.dispose();
    }
    expect(descriptors().filter((one) => /ptmx|pts/.test(one))).toEqual(before.filter((one) => /ptmx|pts/.test(one)));
  });
});
