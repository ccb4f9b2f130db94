import { BehaviorSubject, filter, firstValueFrom, NEVER, take, toArray } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeStick } from './commands/fake-world.test.helper.js';
import { NameTaken, serveFace } from './face.js';
import { root, serviceName } from './face-state.js';
import type { Bus } from './wire/bus.js';
import { connectBus } from './wire/connect-bus.js';
import { privateBus } from './wire/private-bus.test.helper.js';
import { variant } from './wire/values.js';

let daemon: Awaited<ReturnType<typeof privateBus>>;
let ours: Bus;
let theirs: Bus;

beforeAll(async () => {
  daemon = await privateBus();
  [ours, theirs] = await Promise.all([connectBus(daemon), connectBus(daemon)]);
});
afterAll(async () => {
  await Promise.all([ours.close(), theirs.close()]);
  await daemon.stop();
});

describe('a face on a real bus', () => {
  it('connects and hangs up for a real caller, properties before state', async () => {
    const stick = fakeStick();
    const behind = { sticks$: new BehaviorSubject([stick.behind]), facts$: NEVER, version: '1.2.3' };
    const face = await serveFace({ bus: ours, behind });
    const modem = `${root}/Modem/0`;
    const call = (inside: string, member: string, signature = '', ...body: unknown[]) =>
      theirs.call({
        destination: serviceName,
        path: modem,
        interface: inside,
        member,
        signature,
        body,
        limitMs: 5_000,
      });
    const told = firstValueFrom(
      theirs.signals$({ path: modem }).pipe(
        filter(({ member, body }) => member === 'StateChanged' || 'State' in (body[1] as object)),
        take(2),
        toArray(),
      ),
    );
    const [objects] = await theirs.call({
      destination: serviceName,
      path: root,
      interface: 'org.freedesktop.DBus.ObjectManager',
      member: 'GetManagedObjects',
      limitMs: 5_000,
    });
    expect(Object.keys(objects as object)).toEqual([modem]);
    const connected = call(`${serviceName}.Modem.Simple`, 'Connect', 'a{sv}', { apn: variant('s', 'three.co.uk') });
    expect((await told).map(({ member }) => member)).toEqual(['PropertiesChanged', 'StateChanged']);
    stick.takeUp('online');
    stick.online();
    expect(await connected).toEqual([`${root}/Bearer/0`]);
    const down = call(`${serviceName}.Modem.Simple`, 'Disconnect', 'o', '/');
    await firstValueFrom(stick.behind.view$.pipe(filter(({ wanted }) => wanted.level === 'ready')));
    stick.takeUp('ready');
    await down;
    await expect(call(`${serviceName}.Modem`, 'SetCurrentBands', 'au', [])).rejects.toMatchObject({
      errorName: 'org.freedesktop.ModemManager1.Error.Core.Unsupported',
    });
    const second = await connectBus(daemon);
    await expect(serveFace({ bus: second, behind })).rejects.toThrow(NameTaken);
    await second.close();
    face.close();
  });
});
