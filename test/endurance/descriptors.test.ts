import { asyncScheduler, firstValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { descriptors } from '../../core/links/descriptors.test.helper.js';
import { openSerial } from '../../core/links/serial-link.js';
import { onPtys, type VirtualTtys } from '../../core/sim/on-ptys.js';
import { quietDevice, sampleCarrier } from '../../core/sim/sample-world.test.helper.js';
import { type VirtualWorld, virtualWorld } from '../../core/sim/virtual-world.js';

/** The same stick, on real ptys and in real time, pulled out and put in some hundred times while its ports are in use. */
const replugs = 300;
const warmUp = 5;

/** It takes no time of its own: the world is not what is tried here. */
const atOnce = () => quietDevice({ commandMs: 0, reenumerateMs: 0, registerMs: 0, dialMs: 0 });

/** What this process has open, by what it is: a number alone would not say what was left. */
const held = (): readonly string[] =>
  descriptors()
    .map(({ target }) => target.replace(/\d+/g, 'N'))
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
    const before = held();
    const world = virtualWorld({ device: atOnce(), carrier: sampleCarrier, misbehave: [], clock: asyncScheduler });
    const ttys = await onPtys(world);
    try {
      for (let times = 0; times < warmUp; times += 1) await replugged(world, ttys, times % 2 === 0);
      const warm = held();
      for (let times = 0; times < replugs; times += 1) await replugged(world, ttys, times % 2 === 0);
      expect(held()).toEqual(warm);
    } finally {
      await ttys.dispose();
      world.dispose();
    }
    expect(held().filter((one) => /ptmx|pts/.test(one))).toEqual(before.filter((one) => /ptmx|pts/.test(one)));
  }, 60_000);
});
