import { NEVER, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { facing, fakeBus, fakeStick, outcome } from './commands/fake-world.test.helper.js';
import { NameTaken, serveFace } from './face.js';
import { ownRootInterface, root, serviceName } from './face-state.js';
import { life } from './project/mf627.test.helper.js';
import { modemError, variant } from './wire/values.js';

const added = (bus: Awaited<ReturnType<typeof facing>>['bus']) =>
  bus.emitted.filter(({ member }) => member === 'InterfacesAdded').map(({ body }) => body[0]);

describe('the face', () => {
  it('shows what is there, and asks for the name then', async () => {
    const { bus } = await facing();
    expect(bus.state.names).toEqual([serviceName]);
    expect(added(bus)).toEqual([`${root}/Modem/0`]);
    expect(bus.state.emittedBefore).toBe(1);
  });

  it('says who has the name, and what to do', async () => {
    const { bus, state } = fakeBus();
    state.name = 'taken';
    const face = serveFace({ bus, behind: { sticks$: of([]), facts$: NEVER, version: '1' } });
    await expect(face).rejects.toThrow(NameTaken);
    await expect(face).rejects.toThrow('systemctl stop ModemManager');
  });

  it('holds back for two seconds what comes after the name', async () => {
    const { bus } = fakeBus();
    const late = await facing({ sticks: [], bus });
    expect(late.bus.emitted).toEqual([]);
    const first = await facing({ limits: { settle: 5_000 } });
    first.sticks$.next([first.stick.behind, fakeStick('1-2').behind]);
    await first.clock.run({ limitMs: 2_999 });
    expect(added(first.bus)).toEqual([`${root}/Modem/0`]);
    await first.clock.run({ limitMs: 1 });
    expect(added(first.bus)).toEqual([`${root}/Modem/0`, `${root}/Modem/1`]);
  });

  it('shows a stick once enough is known of it, under a number that no other had', async () => {
    const stick = fakeStick('1-1', life.plugged);
    const { bus, sticks$, moment, face } = await facing({ sticks: [stick] });
    expect(added(bus)).toEqual([]);
    expect(face.modemOf('1-1')).toBeUndefined();
    stick.tell(
      { fact: 'modem.identified', model: 'MF627' },
      { fact: 'sim.state', state: 'READY' },
      { fact: 'sim.read' },
    );
    await moment();
    expect(added(bus)).toEqual([`${root}/Modem/0`]);
    expect(face.modemOf('1-1')).toBe(`${root}/Modem/0`);
    sticks$.next([]);
    await moment();
    expect(bus.emitted.at(-1)).toMatchObject({
      member: 'InterfacesRemoved',
      body: [`${root}/Modem/0`, expect.anything()],
    });
    sticks$.next([fakeStick().behind]);
    await moment();
    expect(added(bus).at(-1)).toBe(`${root}/Modem/1`);
  });

  it('gives another card another number', async () => {
    const { stick, moment, modemProperties } = await facing();
    expect((await modemProperties()).Sim).toBe(`${root}/SIM/0`);
    stick.identify({});
    stick.identify({ iccid: '8944200000000000001' });
    await moment();
    expect((await modemProperties()).Sim).toBe(`${root}/SIM/0`);
    stick.identify({ iccid: '8944200000000000002' });
    await moment();
    expect((await modemProperties()).Sim).toBe(`${root}/SIM/1`);
  });

  it('tells all changes of a moment at once, and the state behind the properties', async () => {
    const { stick, moment, bus } = await facing();
    const before = bus.emitted.length;
    stick.behind.want({ level: 'ready', overrides: {} });
    stick.takeUp('ready');
    stick.ready();
    await moment();
    const told = bus.emitted.slice(before).map(({ member }) => member);
    expect(told.filter((member) => member === 'StateChanged')).toHaveLength(1);
    expect(told.indexOf('StateChanged')).toBe(told.length - 1);
    expect(bus.emitted.at(-1)).toMatchObject({ path: `${root}/Modem/0`, body: [3, 8, 0] });
  });

  it('tells each fact, and what is there', async () => {
    const { facts$, bus } = await facing({
      sticks: [fakeStick(), fakeStick('1-2', { ...life.plugged, stick: '1-2' })],
    });
    const fact = { t: 5, fact: 'online' } as const;
    facts$.next(fact);
    expect(bus.emitted.at(-1)).toEqual({ path: root, member: 'Fact', body: [JSON.stringify(fact)] });
    const [sticks] = await bus.call(root, ownRootInterface, 'GetSticks', '');
    expect((sticks as string[]).map((stick) => JSON.parse(stick))).toMatchObject([
      { stick: '1-1', modem: `${root}/Modem/0`, doing: 'standing-by' },
      { stick: '1-2', doing: 'walking' },
    ]);
  });

  it('asks whether the caller may, each time', async () => {
    const asked: string[] = [];
    const authorize = async (action: string, sender: string) => {
      asked.push(`${action} ${sender}`);
      throw modemError('Core.Unauthorized', 'no');
    };
    const { method, modem, moment, stick } = await facing({ authorize });
    const enable = method('Modem')('Enable', 'b', modem, true);
    const scan = method('')('ScanDevices', '', root);
    const status = method('Modem.Simple')('GetStatus', '', modem);
    await moment();
    expect([enable, scan]).toMatchObject([{ error: 'Core.Unauthorized' }, { error: 'Core.Unauthorized' }]);
    expect(status).toHaveProperty('body');
    expect(asked).toEqual(['Device.Control :1.7', 'Control :1.7']);
    expect(stick.wants).toEqual([]);
  });

  it('ends with no caller left waiting', async () => {
    const { method, modem, moment, face, clock } = await facing();
    const call = method('Modem.Simple')('Connect', 'a{sv}', modem, {});
    await moment();
    face.close();
    await moment();
    expect(call).toMatchObject({ error: 'Core.Aborted' });
    expect(clock.booked).toBe(0);
  });
});

describe('the root object', () => {
  it('takes what needs nothing to be done', async () => {
    const { bus, moment } = await facing();
    const answers = [
      outcome(bus.call(root, serviceName, 'ScanDevices', '')),
      outcome(bus.call(root, serviceName, 'SetLogging', 's', 'DEBUG')),
      outcome(bus.call(root, serviceName, 'SetLogging', 's', 'LOUD')),
      outcome(bus.call(root, serviceName, 'ReportKernelEvent', 'a{sv}', { action: variant('s', 'add') })),
    ];
    await moment();
    expect(answers).toMatchObject([
      { body: [] },
      { body: [] },
      { error: 'Core.InvalidArgs' },
      { error: 'Core.Unsupported' },
    ]);
  });

  const inhibited = async () => {
    const it = await facing();
    const inhibit = (on: boolean, uid = '/sys/devices/1-1') =>
      outcome(it.bus.call(root, serviceName, 'InhibitDevice', 'sb', uid, on));
    const held = inhibit(true);
    await it.moment();
    return { ...it, inhibit, held };
  };

  it('lends the ports of a modem to somebody else, and takes them back', async () => {
    const { inhibit, held, stick, moment, bus, face } = await inhibited();
    expect(stick.wanted()).toEqual({ level: 'off' });
    expect(bus.emitted.at(-1)).toMatchObject({ member: 'InterfacesRemoved' });
    expect(held).not.toHaveProperty('body');
    stick.rest();
    await moment();
    expect(held).toMatchObject({ body: [] });
    const again = inhibit(true);
    const unknown = [inhibit(true, '/sys/devices/9'), inhibit(false, '/sys/devices/9')];
    await moment();
    expect(again).toMatchObject({ error: 'Core.InProgress' });
    expect(unknown).toMatchObject([{ error: 'Core.NotFound' }, { error: 'Core.NotFound' }]);
    const back = inhibit(false);
    await moment();
    expect(back).toMatchObject({ body: [] });
    expect(stick.wanted()).toMatchObject({ level: 'standby' });
    expect(face.modemOf('1-1')).toBe(`${root}/Modem/1`);
  });

  it('takes them back when the borrower leaves', async () => {
    const { stick, moment, bus, face } = await inhibited();
    stick.rest();
    bus.vanish();
    await moment();
    expect(stick.wanted()).toMatchObject({ level: 'standby' });
    expect(face.modemOf('1-1')).toBe(`${root}/Modem/1`);
  });
});
