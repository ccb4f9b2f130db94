import type { ModeSwitch } from '@dialtone/plugins';
import { asyncScheduler, lastValueFrom, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Exit } from '../../facts/exit.js';
import type { FactBody } from '../../facts/fact.js';
import type { UsbDevice } from '../../pipeline/tools.js';
import { type FakeSysfs, fakeSysfs, mf627, zeroCd } from './fake-sysfs.test.helper.js';
import { listPaths, readDevice } from './read-device.js';
import { type UsbBus, usbBus } from './usb-bus.js';
import { switchArguments, usbSwitch } from './usb-switch.js';

const eject: ModeSwitch = { method: 'eject', becomes: ['0031'] };
const message: ModeSwitch = { method: 'message', message: `55534243${'0'.repeat(54)}`, becomes: ['0031'] };

let sys: FakeSysfs;
let bus: UsbBus;
beforeEach(async () => {
  sys = fakeSysfs();
  bus = usbBus({
    read: (path) => readDevice(path, sys.places),
    paths: () => listPaths(sys.places),
    isModem: () => true,
  });
  sys.plug('1-3', zeroCd(4));
  await bus.lookEverywhere();
});
afterEach(() => sys.end());

const stick = (): UsbDevice => bus.now('1-3')?.device ?? expect.unreachable('nothing is plugged');
const switching = (systemSwitch = 5_000, switchTool = 5_000) =>
  usbSwitch({ bus, places: sys.places, clock: asyncScheduler, limits: { systemSwitch, switchTool } });
const tool = (script: string) => sys.program('usb_modeswitch', `echo "$@" >>${sys.root}/calls; ${script}`);
const calls = (): readonly string[] => (sys.read('calls') ?? '').split('\n').filter(Boolean);
const rule = () => {
  sys.udevd();
  sys.write('lib/40-usb_modeswitch.rules', 'ATTR{idVendor}=="19d2", ATTR{idProduct}=="2000", RUN+="usb_modeswitch"\n');
};
const run = async (switchMode = switching(), recipe = eject) => {
  const facts: FactBody[] = [];
  const exit = await lastValueFrom(switchMode(stick(), recipe).pipe(toArray())).then(
    (all) => void facts.push(...all),
    (error: unknown) => error,
  );
  return { facts, exit: exit instanceof Exit ? [exit.code, exit.detail] : exit };
};
const refused = async (switchMode = switching()) => {
  const facts: string[] = [];
  const exit = await new Promise((resolve) => {
    switchMode(stick(), eject).subscribe({
      next: ({ fact }) => facts.push(fact),
      error: resolve,
      complete: () => resolve('none'),
    });
  });
  return exit instanceof Exit ? [exit.code, exit.detail, ...facts] : [exit, ...facts];
};

describe('usbSwitch', () => {
  it('runs usb_modeswitch for the very device, and says so', async () => {
    tool('echo "-> Run lsusb to note any changes. Bye!"');
    expect((await run()).facts).toEqual([
      { fact: 'modeswitch.sent', method: 'eject' },
      { fact: 'modeswitch.tool-ended', status: 0, said: '-> Run lsusb to note any changes. Bye!' },
    ]);
    expect(calls()).toEqual(['-v 0x19d2 -p 0x2000 -b 1 -g 4 -K']);
  });

  it('sends the message of the plugin', () => {
    expect(switchArguments(stick(), 1, 4, message).slice(-2)).toEqual([
      '-M',
      message.method === 'message' ? message.message : '',
    ]);
  });

  it('says that the program is missing', async () => {
    expect(await refused()).toEqual(['modeswitch.no-tool', undefined]);
  });

  it.each([
    ['its last line', 'echo "Error opening the device. Abort" >&2; exit 1', 'Error opening the device. Abort'],
    ['its status', 'exit 7', 'status 7'],
  ])('gives a refusal with %s', async (_, script, detail) => {
    tool(script);
    expect(await refused()).toEqual(['modeswitch.refused', detail, 'modeswitch.sent', 'modeswitch.tool-ended']);
  });

  it('gives a refusal when the program hangs', async () => {
    tool('exec sleep 60');
    expect(await refused(switching(5_000, 100))).toEqual([
      'modeswitch.refused',
      'usb_modeswitch did not end within 0.1 s',
      'modeswitch.sent',
      'modeswitch.tool-ended',
    ]);
  });

  it('takes it for done when the stick has left, whatever the program says', async () => {
    tool(`rm -r ${sys.root}/sys/bus/usb/devices/1-3; exit 1`);
    expect((await run()).facts.map(({ fact }) => fact)).toEqual(['modeswitch.sent', 'modeswitch.tool-ended']);
  });

  it('tells one plug once', async () => {
    tool('exit 0');
    const switchMode = switching();
    await run(switchMode);
    expect(await run(switchMode)).toEqual({ facts: [], exit: undefined });
    expect(calls()).toHaveLength(1);
    sys.plug('1-3', zeroCd(5));
    await bus.look('1-3');
    await run(switchMode);
    expect(calls()[1]).toContain('-g 5');
  });

  it('ends the program when nobody waits for it any more, and may then tell the stick again', async () => {
    tool(`echo $$ >${sys.root}/pid; exec sleep 60`);
    const switchMode = switching();
    const running = switchMode(stick(), eject).subscribe();
    await vi.waitFor(() => expect(sys.read('pid')).toMatch(/\d\n/));
    const pid = Number(sys.read('pid'));
    running.unsubscribe();
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow());
    tool('exit 0');
    expect((await run(switchMode)).facts).toHaveLength(2);
  });

  it('tells nothing to what is there instead', async () => {
    tool('exit 0');
    const gone = stick();
    sys.plug('1-3', mf627(0));
    await bus.look('1-3');
    expect(await lastValueFrom(switching()(gone, eject).pipe(toArray()))).toEqual([]);
    sys.unplug('1-3');
    await bus.look('1-3');
    expect(await lastValueFrom(switching()(gone, eject).pipe(toArray()))).toEqual([]);
    expect(calls()).toEqual([]);
  });
});

describe('usbSwitch, where the system knows the stick', () => {
  const awaited = { fact: 'modeswitch.awaited', rule: '40-usb_modeswitch.rules', limitMs: 200 };
  beforeEach(() => {
    rule();
    tool('exit 0');
  });

  it('leaves it to the system', async () => {
    const running = run(switching(60_000));
    setTimeout(() => {
      sys.unplug('1-3');
      void bus.look('1-3');
    }, 20);
    expect((await running).facts).toEqual([{ ...awaited, limitMs: 60_000 }]);
    expect(calls()).toEqual([]);
  });

  it('does it itself when the system does not', async () => {
    expect((await run(switching(200))).facts).toEqual([
      awaited,
      { fact: 'modeswitch.sent', method: 'eject' },
      { fact: 'modeswitch.tool-ended', status: 0, said: '' },
    ]);
  });

  it('counts from the plug, and waits no more where that was long ago', async () => {
    sys.write('sys/bus/usb/devices/1-3/power/connected_duration', '150\n');
    expect((await run(switching(200))).facts[0]).toEqual({ ...awaited, limitMs: 50 });
    sys.plug('1-3', zeroCd(5));
    await bus.look('1-3');
    sys.write('sys/bus/usb/devices/1-3/power/connected_duration', '200\n');
    expect((await run(switching(200))).facts[0]?.fact).toBe('modeswitch.sent');
  });
});
