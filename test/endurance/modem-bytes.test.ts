import { describe, expect, it } from 'vitest';
import { sampleDevice, sampleWorld } from '../../core/sim/sample-world.test.helper.js';
import { type VirtualTerminal, virtualTerminal } from '../../core/sim/virtual-terminal.js';
import { heapAfterGc, heapMayGrow } from '../heap.js';
import { aMillion, type Dice, dice, seed } from './dice.js';

/** Somebody types nonsense on every port of the virtual stick at once, in the middle of a call too. */

/** Without its CD-ROM, and without the noise that rightly hangs a stick which nobody asks for +CPMS. */
const patientDevice = (): typeof sampleDevice => {
  const { twin } = sampleDevice;
  if (twin === undefined) throw new Error('the sample has no twin');
  const { arrivesAs: _cdRom, noise: _noise, ...rest } = twin;
  return { ...sampleDevice, twin: { ...rest, functionalityAtPowerUp: 1 } };
};
const ports = [0, 1, 3] as const;
const [commands, data] = [1, 3] as const;

const lines: readonly [string, ...string[]] = [
  'AT',
  'ATE1V1Q0',
  'ATE0V0',
  'ATI',
  'AT+CFUN?',
  'AT+CPIN?',
  'AT+CPIN="1234","5678"',
  'AT+CGDCONT=1,"IP","three.co.uk","",0,0;+CGDCONT?',
  'AT+CGACT=1,1;+CGATT=1',
  'AT+COPS=1,2,"23420";+COPS?',
  'AT+CREG=2;+CGREG=2;+CREG?',
  'AT+CRSM=176,12258,0,0,10',
  'AT+CSQ;+CEER;+CMEE=2',
  'ATD*99***1#',
  'ATDT0123456789;',
  'ATO',
  'ATH',
  'AT+CFUN=1,1',
  '+++',
];
const nonsense = (luck: Dice): Uint8Array => {
  const sort = luck.below(10);
  if (sort < 5) return luck.bytes(1 + luck.below(300));
  if (sort === 5 && luck.once(40)) return Buffer.from('A'.repeat(5_000));
  const line = Buffer.from(`${luck.pick(lines)}${luck.once(5) ? '' : '\r'}`, 'latin1');
  return sort === 6 ? line : luck.mutated(line);
};

type Setting = ReturnType<typeof sampleWorld>;

/** The three ports, opened anew whenever the stick has left and come back. */
const terminalsOf = ({ world, clock }: Setting) => {
  const open = new Map<number, VirtualTerminal>();
  const at = (port: number): VirtualTerminal => {
    const present = open.get(port) ?? virtualTerminal(world, clock, port);
    if (!open.has(port)) present.link.bytes$.subscribe({ complete: () => left(port, present) });
    open.set(port, present);
    return present;
  };
  const left = (port: number, { link }: VirtualTerminal) => {
    open.delete(port);
    void link.close();
  };
  const close = async () => {
    for (const { link } of [...open.values()]) await link.close();
  };
  return { at, close };
};

/** Plugs the stick in and types so many bytes of nonsense; `online`: behind the CONNECT of a call, while the other ports hear noise. */
const typedAt = async (setting: Setting, luck: Dice, { bytes, online }: { bytes: number; online: boolean }) => {
  const { world, clock } = setting;
  const terminals = terminalsOf(setting);
  world.plug();
  if (online) {
    await terminals.at(commands).ask('AT+CGDCONT=1,"IP","three.co.uk"');
    await terminals.at(commands).listen(world.delays.registerMs + 1_000);
    expect(await terminals.at(data).ask('ATD*99#'), `seed ${seed}`).toContain('CONNECT');
  }
  for (let typed = 0; typed < bytes; ) {
    const port = luck.pick(ports);
    const text = online && port !== data ? luck.bytes(1 + luck.below(300)) : nonsense(luck);
    typed += text.length;
    for (const piece of luck.cut(text, 80)) {
      if (isThere(setting)) terminals.at(port).link.write(piece);
      if (luck.once(3)) await clock.run({ limitMs: luck.below(100) });
    }
    if (luck.once(100)) await clock.run({ limitMs: 3_000 });
  }
  await terminals.close();
  await clock.run({ limitMs: world.delays.reenumerateMs });
  await answersAgain(setting);
  world.unplug();
  await clock.run({ limitMs: 1_000 });
  expect([world.stats().portsOpen, clock.booked], `seed ${seed}`).toEqual([0, 0]);
};

/** Not between a reset that somebody asked for and its end. */
const isThere = ({ world }: Setting): boolean => {
  let there = false;
  world.usb
    .at$(world.path)
    .subscribe((device) => {
      there = device !== undefined;
    })
    .unsubscribe();
  return there;
};

/** Whoever opens the ports anew is answered, whatever was set: ATZ takes it back. */
const answersAgain = async (setting: Setting) => {
  const again = terminalsOf(setting);
  for (const port of [commands, data]) {
    expect(await again.at(port).ask('ATZ', 1_000), `port ${port}, seed ${seed}`).toContain('\r\nOK\r\n');
    expect(await again.at(port).ask('AT', 1_000), `port ${port}, seed ${seed}`).toBe('AT\r\r\nOK\r\n');
  }
  await again.close();
};

describe('a million bytes of nonsense on the ports of the virtual stick', () => {
  it('never throw, are not kept, and once the ports are opened anew it answers', async () => {
    const luck = dice(seed);
    const setting = sampleWorld([], { device: patientDevice() });
    const rounds = async (times: number) => {
      for (let round = 0; round < times; round += 1)
        await typedAt(setting, luck, { bytes: aRound, online: round % 2 === 1 });
      return { ...setting.world.stats(), heap: await heapAfterGc() };
    };
    const before = await rounds(4);
    const after = await rounds(aMillion / aRound);
    // It was not just asleep: commands were understood, and calls made.
    expect(after.commands, `seed ${seed}`).toBeGreaterThan(1_000);
    expect(after.errors, `seed ${seed}`).toBeGreaterThan(300);
    expect(after.dials, `seed ${seed}`).toBeGreaterThan(10);
    expect(after.heap - before.heap, `seed ${seed}`).toBeLessThan(heapMayGrow);
  });
});

const aRound = 50_000;
