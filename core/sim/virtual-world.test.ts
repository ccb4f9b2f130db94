import type { ModeSwitch } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import type { SerialLink } from '../at/byte-stream.js';
import { toExit } from '../facts/exit.js';
import type { UsbDevice } from '../pipeline/tools.js';
import { plugAndSwitch, sampleDevice, sampleTerminals, sampleWorld } from './sample-world.test.helper.js';
import { virtualTerminal } from './virtual-terminal.js';
import type { VirtualWorld } from './virtual-world.js';

const eject: ModeSwitch = { method: 'eject', becomes: ['0031'] };

/** What the bus shows over time, as `t id`. */
const watched = ({ world, clock }: ReturnType<typeof sampleWorld>) => {
  const seen: string[] = [];
  world.usb.at$(world.path).subscribe((device) => seen.push(`${clock.now()} ${idOf(device)}`));
  return seen;
};
const idOf = (device: UsbDevice | undefined) => device && `${device.vendor}:${device.product}`;

const present = (world: VirtualWorld): UsbDevice => {
  const seen: (UsbDevice | undefined)[] = [];
  world.usb
    .at$(world.path)
    .subscribe((device) => seen.push(device))
    .unsubscribe();
  const [device] = seen;
  if (device === undefined) throw new Error('nothing is plugged');
  return device;
};

const openCode = (world: VirtualWorld, tty: string): string => {
  let said = 'opened';
  world.open(tty).subscribe({ error: (error) => (said = toExit(error).code) });
  return said;
};

describe('the bus', () => {
  it('shows the CD-ROM, then nothing, then the modem a second after the switch', async () => {
    const setting = sampleWorld();
    const { world, clock } = setting;
    const seen = watched(setting);
    const plugs: string[] = [];
    world.plugs$.subscribe((device) => plugs.push(`${idOf(device)}`));
    await clock.run({ limitMs: 10 });
    world.plug();
    expect(present(world).interfaces).toEqual([{ number: 0, kind: 'storage' }]);
    await clock.run({ limitMs: 10 });
    world.usb.switchMode(present(world), eject).subscribe();
    await clock.run({ limitMs: 5000 });
    expect(seen).toEqual(['0 undefined', '10 19d2:2000', '20 undefined', '1020 19d2:0031']);
    expect(present(world).interfaces).toEqual([
      { number: 0, kind: 'serial', tty: 'virtual/1-3:1.0' },
      { number: 1, kind: 'serial', tty: 'virtual/1-3:1.1' },
      { number: 2, kind: 'storage' },
      { number: 3, kind: 'serial', tty: 'virtual/1-3:1.3' },
    ]);
    expect([plugs, world.stats().switches]).toEqual([['19d2:2000', '19d2:0031'], 1]);
  });

  it('stays as it is for the wrong method, and for a second switch', async () => {
    const setting = sampleWorld();
    const seen = watched(setting);
    setting.world.plug();
    const message: ModeSwitch = { method: 'message', message: `55534243${'0'.repeat(54)}`, becomes: ['0031'] };
    setting.world.usb.switchMode(present(setting.world), message).subscribe();
    await setting.clock.run({ limitMs: 5000 });
    expect(seen).toEqual(['0 undefined', '0 19d2:2000']);
    setting.world.usb.switchMode(present(setting.world), eject).subscribe();
    await setting.clock.run({ limitMs: 5000 });
    setting.world.usb.switchMode(present(setting.world), eject).subscribe();
    await setting.clock.run({ limitMs: 5000 });
    expect(seen.slice(2)).toEqual(['5000 undefined', '6000 19d2:0031']);
    expect(setting.world.stats().switches).toBe(1);
  });

  it('refuses a switch where nothing is plugged, and knows no other path', () => {
    const { world } = sampleWorld();
    const codes: string[] = [];
    const nobody = { path: '1-3', vendor: '19d2', product: '2000', interfaces: [] };
    world.usb.switchMode(nobody, eject).subscribe({ error: (error) => codes.push(toExit(error).code) });
    world.plug();
    world.usb
      .switchMode({ ...nobody, path: '9-9' }, eject)
      .subscribe({ error: (error) => codes.push(toExit(error).code) });
    world.usb.at$('9-9').subscribe((device) => codes.push(`${device}`));
    expect(codes).toEqual(['modeswitch.refused', 'modeswitch.refused', 'undefined']);
  });

  it('arrives in modem mode where the twin needs no switch', () => {
    const { arrivesAs: _never, ...twin } = sampleDevice.twin ?? fail();
    const { world } = sampleWorld([], { device: { ...sampleDevice, twin } });
    world.plug();
    expect(idOf(present(world))).toBe('19d2:0031');
    expect(openCode(world, 'virtual/1-3:1.1')).toBe('opened');
  });

  it('resets: it leaves, comes back in the mode it was in, and the modem has forgotten', async () => {
    const { world, clock, control } = await sampleTerminals();
    await control.ask('ATE0+CFUN=1;+CGDCONT=1,"IP","three.co.uk"');
    let ended = false;
    control.link.bytes$.subscribe({ complete: () => (ended = true) });
    world.usb.reset(world.path).subscribe();
    expect(ended).toBe(true);
    expect(openCode(world, 'virtual/1-3:1.1')).toBe('port-select.no-tty');
    await clock.run({ limitMs: 1000 });
    const again = virtualTerminal(world, clock, 1);
    expect(await again.ask('ATE0+CFUN?;+CGDCONT?')).toContain('+CFUN: 4\r\n\r\nOK');
  });

  it('leaves and comes back when the modem resets itself', async () => {
    const { world, clock, control } = await sampleTerminals();
    expect(await control.ask('ATE0+CFUN=1,1')).toContain('OK');
    await clock.run({ limitMs: 10 });
    expect(openCode(world, 'virtual/1-3:1.1')).toBe('port-select.no-tty');
    await clock.run({ limitMs: 1000 });
    expect(openCode(world, 'virtual/1-3:1.1')).toBe('opened');
  });

  it('ends every wire when it is unplugged, and can be plugged again, fifty times', async () => {
    const { world, clock } = sampleWorld();
    const ended: number[] = [];
    for (let turn = 0; turn < 50; turn += 1) {
      await plugAndSwitch(world, clock);
      const terminal = virtualTerminal(world, clock, 1);
      terminal.link.bytes$.subscribe({ complete: () => ended.push(turn) });
      expect(await terminal.ask('ATE0')).toContain('OK');
      world.unplug();
    }
    expect(ended).toHaveLength(50);
    expect(world.stats()).toMatchObject({ commands: 50, errors: 0, dials: 0, pinsSent: 0, switches: 50 });
    await clock.run();
    expect(clock.now()).toBeLessThan(60_000);
  });

  it('completes its streams and leaves no timer when it is disposed of', async () => {
    const { world, clock } = await sampleTerminals();
    let completed = 0;
    world.usb.at$(world.path).subscribe({ complete: () => (completed += 1) });
    world.plugs$.subscribe({ complete: () => (completed += 1) });
    world.dispose();
    expect(completed).toBe(2);
    const then = clock.now();
    await clock.run();
    expect(clock.now()).toBe(then);
  });
});

describe('carrier detect', () => {
  const dialled = async (misbehave: readonly string[] = []) => {
    const setting = await sampleTerminals(misbehave);
    const { world, clock, control, data } = setting;
    const seen: string[] = [];
    for (const port of [1, 3])
      world.dcd$(port).subscribe({
        next: (up) => seen.push(`${port} ${up ? 'up' : 'down'}`),
        complete: () => seen.push(`${port} over`),
      });
    await control.ask('ATE0+CFUN=1;+CGDCONT=1,"IP","three.co.uk"');
    await clock.run({ limitMs: 6000 });
    expect(await data.ask('ATD*99#')).toContain('CONNECT');
    expect(seen.splice(0)).toEqual(['1 down', '3 down', '3 up']);
    return { ...setting, seen };
  };

  it('is up on the port of a call from CONNECT until that is hung up', async () => {
    const { control, seen } = await dialled();
    await control.ask('ATH');
    expect(seen).toEqual(['3 down']);
  });

  it('goes down at once when the port is closed or the power goes, and when the call is lost', async () => {
    const closed = await dialled();
    void closed.data.link.close();
    expect(closed.seen).toEqual(['3 down']);
    const pulled = await dialled();
    pulled.world.unplug();
    expect(pulled.seen).toEqual(['3 down']);
    const lost = await dialled(['link-lost=20']);
    await lost.clock.run({ limitMs: 25_000 });
    expect(lost.seen).toEqual(['3 down']);
  });

  it('is over with the world', async () => {
    const { world, seen } = await dialled();
    world.dispose();
    expect(seen).toEqual(['3 down', '1 over', '3 over']);
  });
});

describe('a port', () => {
  it('opens once at a time, and again after its close', async () => {
    const { world, control } = await sampleTerminals();
    expect(openCode(world, 'virtual/1-3:1.1')).toBe('port-select.busy');
    await control.link.close();
    await control.link.close();
    expect(openCode(world, 'virtual/1-3:1.1')).toBe('opened');
    expect(openCode(world, 'virtual/1-3:1.2')).toBe('port-select.no-tty');
  });

  it('keeps what comes while nobody listens, and never answers within the write', async () => {
    const { world, clock, control } = await sampleTerminals();
    await control.link.close();
    const links: SerialLink[] = [];
    world.open('virtual/1-3:1.1').subscribe((link) => links.push(link));
    const [link] = links;
    link?.write(Buffer.from('AT\r'));
    await clock.run({ limitMs: 100 });
    let heard = '';
    link?.bytes$.subscribe((bytes) => {
      heard += Buffer.from(bytes).toString('latin1');
    });
    expect(heard).toBe('AT\r\r\nOK\r\n');
    link?.write(Buffer.from('AT\r'));
    expect(heard).toBe('AT\r\r\nOK\r\n');
    await clock.run({ limitMs: 100 });
    expect(heard).toBe('AT\r\r\nOK\r\nAT\r\r\nOK\r\n');
  });
});

const fail = (): never => {
  throw new Error('the sample has no twin');
};
