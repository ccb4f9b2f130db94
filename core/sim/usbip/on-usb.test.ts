import { Socket } from 'node:net';
import { asyncScheduler, type SchedulerAction, type SchedulerLike, Subject, Subscription } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Usb } from '../../pipeline/tools.js';
import { pppClient } from '../ppp-client.test.helper.js';
import { named, sampleCarrier, sampleDevice } from '../sample-world.test.helper.js';
import { virtualWorld } from '../virtual-world.js';
import { onUsb } from './on-usb.js';
import {
  askServer,
  configure,
  devicesRequest,
  enumerate,
  importStick,
  interfaceAt,
  storageAt,
  ttyAt,
  type UsbHost,
  usbHost,
} from './usb-host.test.helper.js';
import { usbipServer } from './usbip-server.js';
import { type Attached, socketPair, type Vhci } from './vhci.js';

const { twin: sampleTwin } = sampleDevice;
if (sampleTwin === undefined) throw new Error('the sample has no twin');
const { noise: _quiet, modeReport: _mode, ...rest } = sampleTwin;
const twin = {
  ...rest,
  functionalityAtPowerUp: 1 as const,
  delays: { commandMs: 1, reenumerateMs: 20, registerMs: 10, dialMs: 10 },
};

let cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of cleanUp.reverse()) await one();
  cleanUp = [];
});

/** A kernel that takes a stick when it is told to, and the hosts that it has become. */
const fakeVhci = () => {
  const asked: ((attached: Attached) => void)[] = [];
  const refused: ((error: Error) => void)[] = [];
  let released = 0;
  const vhci: Vhci = {
    attach: () =>
      new Promise((resolve, reject) => {
        asked.push(resolve);
        refused.push(reject);
      }),
    release: () => {
      released += 1;
    },
  };
  const take = async (turn: number): Promise<UsbHost> => {
    await until(() => asked.length > turn);
    const { descriptor, socket } = socketPair();
    const far = new Socket({ fd: descriptor, readable: true, writable: true });
    cleanUp.push(() => far.destroy());
    asked[turn]?.({ controller: 0, port: 7, socket });
    return usbHost(far);
  };
  return {
    vhci,
    take,
    refuse: (turn: number, error: Error) => refused[turn]?.(error),
    asked: () => asked.length,
    released: () => released,
  };
};

const onKernel = () => {
  const kernel = fakeVhci();
  const world = virtualWorld({
    device: { ...sampleDevice, twin },
    carrier: sampleCarrier,
    misbehave: [],
    clock: asyncScheduler,
  });
  const usb = onUsb(world, { twin, clock: asyncScheduler, vhci: kernel.vhci });
  cleanUp.push(() => world.dispose());
  const seen: string[] = [];
  usb.attached$.subscribe({
    next: ({ controller, port }) => seen.push(`${controller} ${port}`),
    error: (error: Error) => seen.push(error.message),
    complete: () => seen.push('over'),
  });
  world.plug();
  return { ...kernel, world, usb, seen };
};

const offered = async (
  misbehave: readonly string[] = [],
  changed: Partial<typeof twin> = {},
  clock: SchedulerLike = asyncScheduler,
) => {
  const device = { ...sampleDevice, twin: { ...twin, ...changed } };
  const world = virtualWorld({ device, carrier: sampleCarrier, misbehave: named(...misbehave), clock: asyncScheduler });
  const server = await usbipServer({ tcpPort: 0 });
  const switches: string[] = [];
  const switchMode: Usb['switchMode'] = (one, recipe) => {
    switches.push(recipe.method);
    return world.usb.switchMode(one, recipe);
  };
  const usb = onUsb({ ...world, usb: { ...world.usb, switchMode } }, { twin: device.twin, clock, server });
  cleanUp.push(async () => {
    await usb.dispose();
    world.dispose();
    await server.close();
  });
  world.plug();
  return { world, usb, switches, tcpPort: server.tcpPort };
};
const until = (check: () => boolean) => vi.waitFor(() => expect(check()).toBe(true), { timeout: 5000, interval: 2 });

const returned = (tcpPort: number): Promise<UsbHost> =>
  vi.waitFor(() => importStick(tcpPort, '1-3'), { timeout: 5000, interval: 5 });

/** Imported as a CD-ROM, ejected, imported again as a modem, and configured. */
const modem = async (misbehave: readonly string[] = []) => {
  const stick = await offered(misbehave);
  const cd = await importStick(stick.tcpPort, '1-3');
  const found = await enumerate(cd);
  await storageAt(cd, interfaceAt(found, 0)).ask([0x1b, 0, 0, 0, 2, 0], 0);
  await cd.gone;
  const host = await returned(stick.tcpPort);
  return { ...stick, host, found: await enumerate(host) };
};

const readyToDial = async (host: UsbHost, found: Awaited<ReturnType<typeof enumerate>>) => {
  const control = ttyAt(host, interfaceAt(found, 1));
  await control.open();
  await control.type('ATE0+CGREG=1;+CGDCONT=1,"IP","three.co.uk";+CGREG?\r');
  await until(() => control.text().includes('OK') && /\+CGREG: (1,)?1\r/.test(control.text()));
  return {
    ...control,
    activeContexts: async () => {
      control.forget();
      await control.type('AT+CGACT?\r');
      await until(() => control.text().includes('OK'));
      return /\+CGACT: 1,(\d)/.exec(control.text())?.[1];
    },
  };
};

const connected = async (host: UsbHost, found: Awaited<ReturnType<typeof enumerate>>) => {
  const data = ttyAt(host, interfaceAt(found, 3));
  await data.open();
  await data.type('ATE0D*99#\r');
  await until(() => data.text().includes('CONNECT'));
  return data;
};

describe('a virtual stick on USB', () => {
  it('is a CD-ROM that a host enumerates, and leaves once it has said how its eject went', async () => {
    const { world, tcpPort } = await offered();
    const host = await importStick(tcpPort, '1-3');
    const found = await enumerate(host);
    expect(found).toEqual({
      id: '19d2:2000',
      names: ['ZTE CDMA Technologies MSM', 'ZTE,Incorporated', '1234567890ABCDEF'],
      interfaces: [
        {
          number: 0,
          classes: [8, 6, 0x50],
          endpoints: [
            { address: 0x81, type: 2, packet: 512 },
            { address: 0x01, type: 2, packet: 512 },
          ],
        },
      ],
    });
    const storage = storageAt(host, interfaceAt(found, 0));
    expect((await storage.ask([0x12, 0, 0, 0, 36, 0], 36)).data.toString('latin1', 8)).toBe(
      'ZTE     USB SCSI CD-ROM 2.31',
    );
    const { status, sameTag } = await storage.ask([0x1b, 0, 0, 0, 2, 0], 0);
    expect([status, sameTag]).toEqual([0, true]);
    await host.gone;
    expect(world.stats().switches).toBe(1);
    const modemHost = await returned(tcpPort);
    const { id, interfaces } = await enumerate(modemHost);
    expect(id).toBe('19d2:0031');
    expect(interfaces.map(({ number, classes, endpoints }) => [number, ...classes, endpoints.length])).toEqual([
      [0, 255, 255, 255, 2],
      [1, 255, 255, 255, 2],
      [2, 8, 6, 0x50, 2],
      [3, 255, 255, 255, 3],
    ]);
  });

  it('leaves as soon as that was read', async () => {
    const soonOnly: SchedulerLike = {
      now: () => asyncScheduler.now(),
      schedule: <T>(work: (this: SchedulerAction<T>, state?: T) => void, ms = 0) =>
        ms > 0 ? Subscription.EMPTY : asyncScheduler.schedule<T>(work),
    };
    const { tcpPort } = await offered([], {}, soonOnly);
    const host = await importStick(tcpPort, '1-3');
    await storageAt(host, interfaceAt(await enumerate(host), 0)).ask([0x1b, 0, 0, 0, 2, 0], 0);
    await host.gone;
  });

  it('leaves also when nobody reads how its eject went', async () => {
    const { tcpPort } = await offered();
    const host = await importStick(tcpPort, '1-3');
    const storage = storageAt(host, interfaceAt(await enumerate(host), 0));
    await storage.send([0x1b, 0, 0, 0, 2, 0], 0, 'out');
    await host.gone;
  });

  it('is told to switch once by one eject, though that came to nothing', async () => {
    const { tcpPort, switches } = await offered([], { switchedBy: 'message' });
    const host = await importStick(tcpPort, '1-3');
    await storageAt(host, interfaceAt(await enumerate(host), 0)).ask([0x1b, 0, 0, 0, 2, 0], 0);
    // Longer than it waits for somebody to read how it went.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(switches).toEqual(['eject']);
  });

  it('takes a message where its twin is switched by one, though it claims to be empty', async () => {
    const { tcpPort } = await offered([], { switchedBy: 'message' });
    const host = await importStick(tcpPort, '1-3');
    const storage = storageAt(host, interfaceAt(await enumerate(host), 0));
    expect((await storage.ask([0x1b, 0, 0, 0, 2, 0], 0)).status).toBe(0);
    expect(host.isGone()).toBe(false);
    await storage.send([0x11, 6, 0x20, 0, 0, 1], 0, 'out', 0);
    await host.gone;
    expect((await enumerate(await returned(tcpPort))).id).toBe('19d2:0031');
  });

  it('answers AT commands on its ports, each in turn', async () => {
    const { host, found } = await modem();
    for (const number of [1, 3]) {
      const tty = ttyAt(host, interfaceAt(found, number));
      for (let turn = 0; turn < 3; turn += 1) {
        tty.forget();
        await tty.open();
        await tty.type('ATE1+CGMM\r');
        await until(() => tty.text().endsWith('OK\r\n'));
        expect(tty.text()).toBe('ATE1+CGMM\r\r\nSample\r\n\r\nOK\r\n');
        await tty.close();
      }
    }
  });

  it('counts a port as open from the first read that waits until the last is taken back', async () => {
    const { world, host, found } = await modem();
    const diag = ttyAt(host, interfaceAt(found, 0));
    await diag.open();
    await until(() => world.stats().portsOpen === 1);
    await diag.close();
    expect(world.stats().portsOpen).toBe(0);
  });

  it('detects a carrier from CONNECT to the end of the call, whoever ends it', async () => {
    const { host, found } = await modem();
    const control = await readyToDial(host, found);
    const data = await connected(host, found);
    await until(() => data.states().length === 1);
    expect(data.states()).toEqual([3]);
    expect(await control.activeContexts()).toBe('1');
    await control.type('ATH\r');
    await until(() => data.text().includes('NO CARRIER'));
    await until(() => data.states().length === 2);
    expect(data.states()).toEqual([3, 2]);
  });

  it('hangs up when DTR falls, says so, and listens again when DTR rises or something is written', async () => {
    const { host, found } = await modem();
    const control = await readyToDial(host, found);
    const data = await connected(host, found);
    for (const rises of [true, false]) {
      expect(await control.activeContexts()).toBe('1');
      await data.lines(0);
      expect(await control.activeContexts()).toBe('0');
      await until(() => data.states().at(-1) === 2);
      if (rises) await data.lines(3);
      data.forget();
      await data.type('ATD*99#\r');
      await until(() => data.text().includes('CONNECT'));
    }
  });

  it('hangs up when its tty is closed', async () => {
    const { host, found } = await modem();
    const control = await readyToDial(host, found);
    for (let turn = 0; turn < 10; turn += 1) {
      const data = await connected(host, found);
      expect(await control.activeContexts()).toBe('1');
      await data.close();
      expect(data.states()).toEqual([3, 2]);
      expect(await control.activeContexts()).toBe('0');
    }
  });

  it('carries PPP up to the address', async () => {
    const { host, found } = await modem();
    await readyToDial(host, found);
    const data = await connected(host, found);
    data.forget();
    const bytes$ = new Subject<Uint8Array>();
    const ppp = pppClient({ bytes$, write: (bytes) => void data.send(bytes) }, asyncScheduler);
    await until(() => {
      const text = data.text();
      data.forget();
      if (text !== '') bytes$.next(Buffer.from(text, 'latin1'));
      return ppp.kinds().includes('up');
    });
  });

  it('takes the loss of its configuration and its return as a power cycle', async () => {
    const { tcpPort, host, found } = await modem();
    const control = ttyAt(host, interfaceAt(found, 1));
    await control.open();
    await control.type('ATE0\r');
    await until(() => control.text().includes('OK'));
    await control.close();
    await configure(host, 1);
    expect((await configure(host, 0)).status).toBe(0);
    expect(host.isGone()).toBe(false);
    expect((await configure(host, 1)).status).toBe(0);
    await host.gone;
    const again = await returned(tcpPort);
    const fresh = ttyAt(again, interfaceAt(await enumerate(again), 1));
    await fresh.open();
    await fresh.type('AT\r');
    await until(() => fresh.text().endsWith('OK\r\n'));
    expect(fresh.text()).toBe('AT\r\r\nOK\r\n');
  });

  it('leaves its host when it is unplugged or resets itself, and is offered again', async () => {
    const { world, tcpPort, host, found } = await modem();
    const control = ttyAt(host, interfaceAt(found, 1));
    await control.open();
    await control.type('AT+CFUN=1,1\r');
    await host.gone;
    const again = await returned(tcpPort);
    expect((await enumerate(again)).id).toBe('19d2:0031');
    world.unplug();
    await again.gone;
    expect(world.stats().portsOpen).toBe(0);
    await expect(importStick(tcpPort, '1-3')).rejects.toThrow('status 4');
    world.plug();
    expect((await enumerate(await importStick(tcpPort, '1-3'))).id).toBe('19d2:2000');
  });

  it('has one host at a time, and is free again when that one leaves, its ports closed', async () => {
    const { world, tcpPort, host, found } = await modem();
    await ttyAt(host, interfaceAt(found, 1)).open();
    await expect(importStick(tcpPort, '1-3')).rejects.toThrow('status 2');
    host.leave();
    await returned(tcpPort);
    expect(world.stats().portsOpen).toBe(0);
  });

  it('says nothing on ports that another program holds, and keeps a card reader without a card', async () => {
    const { host, found } = await modem(['port-held']);
    const control = ttyAt(host, interfaceAt(found, 1));
    await control.open();
    await control.type('AT\r');
    const reader = storageAt(host, interfaceAt(found, 2));
    expect((await reader.ask([0x12, 0, 0, 0, 36, 0], 36)).data.toString('latin1', 8, 32)).toBe(
      'ZTE     MMC Storage     ',
    );
    expect((await reader.ask([0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0], 8)).status).toBe(1);
    expect((await reader.ask([0x03, 0, 0, 0, 18, 0], 18)).data.subarray(2, 14)).toEqual(
      Buffer.from([2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x3a, 0]),
    );
    expect(control.text()).toBe('');
  });

  it('has serial interfaces without endpoints where a second switch took its ttys', async () => {
    const { tcpPort, host, found } = await modem(['switch-twice']);
    await storageAt(host, interfaceAt(found, 2)).ask([0x1b, 0, 0, 0, 2, 0], 0);
    await host.gone;
    const { interfaces } = await enumerate(await returned(tcpPort));
    expect(interfaces.map(({ number, endpoints }) => [number, endpoints.length])).toEqual([
      [0, 0],
      [1, 0],
      [2, 2],
      [3, 0],
    ]);
  });

  it('is not listed after its end, and leaves its host', async () => {
    const { usb, tcpPort, host } = await modem();
    expect((await askServer(tcpPort, devicesRequest)).readUInt32BE(8)).toBe(1);
    await usb.dispose();
    await host.gone;
    expect((await askServer(tcpPort, devicesRequest)).readUInt32BE(8)).toBe(0);
  });
});

describe('a virtual stick on this kernel', () => {
  it('is plugged in anew each time that it comes back', async () => {
    const { take, seen, usb, released } = onKernel();
    const cd = await take(0);
    await storageAt(cd, interfaceAt(await enumerate(cd), 0)).ask([0x1b, 0, 0, 0, 2, 0], 0);
    await cd.gone;
    const host = await take(1);
    expect((await enumerate(host)).id).toBe('19d2:0031');
    expect(seen).toEqual(['0 7', '0 7']);
    await usb.dispose();
    await host.gone;
    expect([seen.at(-1), released()]).toEqual(['over', 1]);
  });

  it('is not plugged in once it has left, however late the kernel takes it', async () => {
    const { take, seen, world, asked } = onKernel();
    await until(() => asked() === 1);
    for (let turn = 0; turn < 3; turn += 1) {
      world.unplug();
      world.plug();
    }
    expect(asked()).toBe(1);
    await (await take(0)).gone;
    expect((await enumerate(await take(1))).id).toBe('19d2:2000');
    expect([asked(), seen]).toEqual([2, ['0 7']]);
  });

  it('says when the kernel will not have it', async () => {
    const { refuse, seen, asked } = onKernel();
    await until(() => asked() === 1);
    refuse(0, new Error('no port is free'));
    await until(() => seen.length > 0);
    expect(seen).toEqual(['no port is free']);
  });

  it('ends only when the kernel has decided, and is plugged in no more', async () => {
    const { usb, world, take, seen, asked } = onKernel();
    await until(() => asked() === 1);
    let ended = false;
    const ending = usb.dispose().then(() => {
      ended = true;
    });
    world.unplug();
    world.plug();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(ended).toBe(false);
    await (await take(0)).gone;
    await ending;
    expect([asked(), seen]).toEqual([1, ['over']]);
  });
});
