import { describe, expect, it } from 'vitest';
import { root } from '../face-state.js';
import { planned } from '../project/mf627.test.helper.js';
import { variant } from '../wire/values.js';
import { facing } from './fake-world.test.helper.js';

const bearer = (index = 0) => `${root}/Bearer/${index}`;
const apn = (name: string) => ({ apn: variant('s', name), 'ip-type': variant('u', 1), 'profile-id': variant('i', -1) });

const connecting = async (properties: object = apn('three.co.uk'), options: Parameters<typeof facing>[0] = {}) => {
  const world = await facing(options);
  const simple = world.method('Modem.Simple');
  const connect = (wanted: object = properties) => simple('Connect', 'a{sv}', world.modem, wanted);
  const disconnect = (path = '/') => simple('Disconnect', 'o', world.modem, path);
  const call = connect();
  await world.moment();
  return { ...world, connect, disconnect, call };
};

const connected = async (properties?: object, options?: Parameters<typeof facing>[0]) => {
  const world = await connecting(properties, options);
  world.stick.takeUp('online');
  world.stick.online();
  await world.moment();
  return world;
};

describe('Simple.Connect', () => {
  it('wants the stick online with what was asked for, and gives the bearer when the link is up', async () => {
    const { stick, call, moment, bearerProperties, stateChanges } = await connecting({
      ...apn('three.co.uk'),
      user: variant('s', 'me'),
      password: variant('s', 'hush'),
      'operator-id': variant('s', '23420'),
      'allowed-auth': variant('u', 6),
      'allow-roaming': variant('b', false),
      number: variant('s', '*99#'),
    });
    expect(stick.wanted()).toEqual({
      level: 'online',
      overrides: {
        apn: 'three.co.uk',
        user: 'me',
        password: 'hush',
        network: '23420',
        auth: ['pap', 'chap'],
        homeOnly: true,
      },
    });
    stick.takeUp('online');
    stick.initialise();
    stick.tell(planned);
    await moment();
    expect(call).not.toHaveProperty('body');
    stick.online();
    await moment();
    expect(call).toMatchObject({ body: [bearer()] });
    expect(await bearerProperties()).toMatchObject({
      Connected: true,
      Interface: 'ppp0',
      Properties: { apn: variant('s', 'three.co.uk'), user: variant('s', 'me') },
      Stats: { 'rx-bytes': variant('t', 1_000n), attempts: variant('u', 1) },
    });
    expect(JSON.stringify((await bearerProperties()).Properties)).not.toMatch(/hush|\*99#|23420/);
    expect(stateChanges()).toEqual([
      [3, 5, 1],
      [5, 10, 1],
      [10, 11, 1],
    ]);
  });

  it('leaves the APN to Dialtone where the profile has none', async () => {
    const { stick } = await connecting({ apn: variant('s', ''), 'ip-type': variant('u', 4) });
    expect(stick.wanted()).toEqual({ level: 'online', overrides: {} });
  });

  it('believes no view from before it asked', async () => {
    const { stick, connect, call, moment } = await connecting(apn('wrong'));
    stick.takeUp('online');
    stick.fail('ppp.ipcp-silent', 'apn-wrong');
    await moment();
    expect(call.error).toBe('Connection.NoCarrier');
    const again = connect(apn('three.co.uk'));
    await moment();
    stick.tell({ fact: 'port.closed', port: 1 });
    await moment();
    expect(again).not.toHaveProperty('error');
    stick.takeUp('online');
    stick.online();
    await moment();
    expect(again).toMatchObject({ body: [bearer(1)] });
  });

  it('is not over while recovery has something to try', async () => {
    const { stick, call, moment, stateChanges } = await connecting();
    stick.takeUp('online');
    stick.initialise();
    stick.drop('dial.no-carrier');
    stick.tell({ fact: 'walk.started' });
    await moment();
    expect(call).not.toHaveProperty('error');
    stick.online();
    await moment();
    expect(call).toMatchObject({ body: [bearer()] });
    expect(stateChanges().at(-1)).toEqual([expect.anything(), 11, 1]);
  });

  it.each([
    ['ppp.ipcp-silent', 'apn-wrong', 'Connection.NoCarrier'],
    ['dial.busy', 'no-carrier', 'Connection.Busy'],
    ['dial.no-answer', 'no-carrier', 'Connection.NoAnswer'],
    ['init.registration-denied', 'registration-denied', 'MobileEquipment.NetworkNotAllowed'],
    ['init.not-registered', 'not-registered', 'MobileEquipment.NetworkTimeout'],
    ['init.sim-missing', 'sim-missing', 'MobileEquipment.SimNotInserted'],
    ['init.puk-required', 'sim-puk-required', 'MobileEquipment.SimPuk'],
    ['ppp.auth-refused', 'auth-failed', 'Connection.NoCarrier'],
  ] as const)('explains %s', async (exit, cause, name) => {
    const { stick, call, moment, bearerProperties, modemProperties } = await connecting();
    stick.takeUp('online');
    stick.fail(exit, cause);
    await moment();
    expect(call).toMatchObject({ error: name, text: `It is ${cause}. Do this. (It ended.)` });
    expect(stick.wanted()).toEqual({ level: 'ready', overrides: {} });
    expect(await bearerProperties()).toMatchObject({
      Connected: false,
      ConnectionError: [`org.freedesktop.ModemManager1.Error.${name}`, call.text],
    });
    expect((await modemProperties()).State).toBeLessThan(9);
  });

  it('says that a failure was one', async () => {
    const { stick, moment, stateChanges } = await connecting();
    stick.takeUp('online');
    stick.initialise();
    stick.tell(planned);
    await moment();
    stick.fail('dial.no-carrier', 'no-carrier');
    await moment();
    expect(stateChanges().at(-1)).toEqual([10, 6, 3]);
  });

  it('gives up in time, and says where it stood', async () => {
    const { stick, clock, call } = await connecting();
    stick.takeUp('online');
    stick.initialise();
    await clock.run({ limitMs: 189_999 });
    expect(call).not.toHaveProperty('error');
    await clock.run({ limitMs: 1 });
    expect(call).toMatchObject({
      error: 'Core.Timeout',
      text: 'The connection was not up in time: it was still at init, after apply-steps.',
    });
    expect(stick.wanted()).toMatchObject({ level: 'ready' });
  });

  it('is one at a time', async () => {
    const { connect, moment, stick } = await connecting();
    const second = connect();
    await moment();
    expect(second).toMatchObject({ error: 'Core.InProgress' });
    expect(stick.wants).toHaveLength(1);
  });

  it('gives the bearer that is there for the same call, and replaces it for another', async () => {
    const { connect, stick, moment, modemProperties } = await connected();
    const same = connect();
    await moment();
    expect(same).toMatchObject({ body: [bearer()] });
    expect(stick.wants).toHaveLength(1);
    const other = connect(apn('3internet'));
    await moment();
    expect(other).not.toHaveProperty('body');
    stick.takeUp('online');
    stick.online();
    await moment();
    expect(other).toMatchObject({ body: [bearer(1)] });
    expect((await modemProperties()).Bearers).toEqual([bearer(1)]);
  });

  it('is aborted when the caller leaves', async () => {
    const { stick, bus, call, moment, modemProperties } = await connecting();
    bus.vanish();
    await moment();
    expect(call).toMatchObject({ error: 'Core.Cancelled' });
    expect(stick.wanted()).toMatchObject({ level: 'ready' });
    expect((await modemProperties()).State).toBeLessThan(9);
  });

  it('ends with the stick', async () => {
    const { sticks$, call, moment, bus } = await connecting();
    sticks$.next([]);
    await moment();
    expect(call).toMatchObject({ error: 'Core.Aborted', text: 'The modem was unplugged.' });
    expect(bus.emitted.at(-1)).toMatchObject({ member: 'InterfacesRemoved' });
  });

  it.each([
    ['an unknown key', { frequency: variant('u', 1) }, 'Core.InvalidArgs'],
    ['a wrong type', { apn: variant('u', 1) }, 'Core.InvalidArgs'],
    ['a PIN that is a number', { pin: variant('u', 1234) }, 'Core.InvalidArgs'],
    ['an APN that would end the command', apn('x";+CFUN=0'), 'Core.InvalidArgs'],
    ['an APN of another line', apn('x\rATD112'), 'Core.InvalidArgs'],
    ['a user with a quote', { user: variant('s', 'me"') }, 'Core.InvalidArgs'],
    ['a password of another alphabet', { password: variant('s', 'pässword') }, 'Core.InvalidArgs'],
    ['a PIN of letters', { pin: variant('s', 'abcd') }, 'Core.InvalidArgs'],
    ['a network of letters', { 'operator-id': variant('s', '2342x') }, 'Core.InvalidArgs'],
    ['IPv6', { 'ip-type': variant('u', 2) }, 'Core.Unsupported'],
    ['MSCHAP alone', { 'allowed-auth': variant('u', 8) }, 'Core.Unsupported'],
    ['a stored profile', { 'profile-id': variant('i', 3) }, 'Core.Unsupported'],
  ])('refuses %s', async (_, properties, error) => {
    const { call, stick } = await connecting(properties);
    expect(call.error).toBe(error);
    expect(call.text).not.toMatch(/me"|pässword|abcd|CFUN|ATD/);
    expect(stick.wants).toEqual([]);
  });
});

describe('a SIM that is locked', () => {
  const locked = async (properties: object, state = 'SIM PIN') => {
    const world = await facing();
    world.stick.tell({ fact: 'sim.state', state });
    world.stick.fail('init.pin-required', 'sim-pin-required');
    await world.moment();
    const call = world.method('Modem.Simple')('Connect', 'a{sv}', world.modem, properties);
    await world.moment();
    return { ...world, call };
  };

  it('is asked about before anything is tried', async () => {
    const { call, stick } = await locked(apn('x'));
    expect(call).toMatchObject({ error: 'MobileEquipment.SimPin' });
    expect(stick.wants).toEqual([]);
    expect((await locked({ pin: variant('s', '1234') }, 'SIM PUK')).call).toMatchObject({
      error: 'MobileEquipment.SimPuk',
    });
  });

  it('is opened with the PIN that came with the call, which is kept when it was right', async () => {
    const { call, stick, moment, method, modem } = await locked({ pin: variant('s', '1234') });
    expect(stick.wanted()).toEqual({ level: 'online', overrides: { pin: '1234' } });
    stick.takeUp('online');
    stick.online();
    await moment();
    expect(call).toMatchObject({ body: [bearer()] });
    method('Modem.Simple')('Disconnect', 'o', modem, '/');
    await moment();
    expect(stick.wanted()).toEqual({ level: 'ready', overrides: { pin: '1234' } });
  });

  it('forgets a PIN that was wrong', async () => {
    const { call, stick, moment } = await locked({ pin: variant('s', '1234') });
    stick.takeUp('online');
    stick.fail('init.pin-wrong', 'sim-pin-wrong');
    await moment();
    expect(call).toMatchObject({ error: 'MobileEquipment.IncorrectPassword' });
    expect(call.text).not.toContain('1234');
    expect(stick.wanted()).toEqual({ level: 'ready', overrides: {} });
  });

  it('does not ask again and again when the PIN was not even tried', async () => {
    const { call, stick, moment } = await locked({ pin: variant('s', '1234') });
    stick.takeUp('online');
    stick.fail('init.pin-unsafe', 'sim-pin-required');
    await moment();
    expect(call).toMatchObject({ error: 'MobileEquipment.IncorrectPassword' });
  });
});

describe('Simple.Disconnect', () => {
  it('hangs up, and answers when the link is down', async () => {
    const { stick, disconnect, moment, modemProperties, bearerProperties, stateChanges } = await connected();
    const end = disconnect();
    await moment();
    expect(stick.wanted()).toEqual({ level: 'ready', overrides: {} });
    expect((await modemProperties()).State).toBe(9);
    expect(end).not.toHaveProperty('body');
    stick.takeUp('ready');
    stick.ready();
    await moment();
    expect(end).toMatchObject({ body: [] });
    expect(await bearerProperties()).toMatchObject({ Connected: false, ConnectionError: ['', ''] });
    expect(stateChanges().slice(-2)).toEqual([
      [11, 9, 1],
      [9, 8, 1],
    ]);
  });

  it('aborts the call that is being made', async () => {
    const { call, stick, disconnect, moment, modemProperties } = await connecting();
    stick.takeUp('online');
    stick.initialise();
    const end = disconnect();
    await moment();
    expect(call).toMatchObject({ error: 'Core.Cancelled' });
    stick.takeUp('ready');
    await moment();
    expect(end).toMatchObject({ body: [] });
    expect(stick.wants.map(({ level }) => level)).toEqual(['online', 'ready']);
    expect((await modemProperties()).State).toBeLessThan(9);
  });

  it('has nothing to do twice, and waits with those who wait', async () => {
    const { stick, disconnect, moment } = await connected();
    const ends = [disconnect(), disconnect(), disconnect(bearer())];
    await moment();
    expect(stick.wants.map(({ level }) => level)).toEqual(['online', 'ready']);
    stick.takeUp('ready');
    await moment();
    expect(ends).toMatchObject([{ body: [] }, { body: [] }, { body: [] }]);
    const late = disconnect();
    await moment();
    expect(late).toMatchObject({ body: [] });
    expect(stick.wants).toHaveLength(2);
  });

  it('answers even when the link does not come down', async () => {
    const { clock, disconnect } = await connected();
    const end = disconnect();
    await clock.run({ limitMs: 10_000 });
    expect(end).toMatchObject({ body: [] });
  });

  it('knows its bearers', async () => {
    const { disconnect, moment } = await connected();
    const end = disconnect(bearer(7));
    await moment();
    expect(end).toMatchObject({ error: 'Core.InvalidArgs' });
  });

  it('lets a Connect wait that comes while it hangs up, and takes that back too', async () => {
    const { stick, connect, disconnect, moment } = await connected();
    disconnect();
    const first = connect();
    await moment();
    expect(stick.wanted()).toMatchObject({ level: 'ready' });
    disconnect();
    await moment();
    const second = connect();
    stick.takeUp('ready');
    stick.ready();
    await moment();
    expect(first).toMatchObject({ error: 'Core.Cancelled' });
    expect(stick.wanted()).toMatchObject({ level: 'online' });
    stick.takeUp('online');
    stick.online();
    await moment();
    expect(second).toMatchObject({ body: [bearer()] });
  });
});

describe('a link that dies', () => {
  it('is told to NetworkManager, which makes the call anew', async () => {
    const { stick, connect, moment, bearerProperties, stateChanges } = await connected();
    stick.drop('ppp.echo-lost');
    await moment();
    expect(stateChanges().at(-1)).toEqual([11, 8, 3]);
    expect(await bearerProperties()).toMatchObject({
      Connected: false,
      ConnectionError: ['org.freedesktop.ModemManager1.Error.Connection.NoCarrier', 'The far end stopped answering.'],
    });
    expect(stick.wanted()).toEqual({ level: 'ready', overrides: {} });
    const again = connect();
    await moment();
    stick.takeUp('online');
    stick.online();
    await moment();
    expect(again).toMatchObject({ body: [bearer()] });
  });
});

describe('a bearer', () => {
  it('is made, called, and taken away', async () => {
    const { stick, method, modem, moment, modemProperties } = await facing();
    stick.takeUp('ready');
    stick.behind.want({ level: 'ready', overrides: {} });
    stick.ready();
    await moment();
    const made = method('Modem')('CreateBearer', 'a{sv}', modem, apn('three.co.uk'));
    const second = method('Modem')('CreateBearer', 'a{sv}', modem, apn('3internet'));
    const withPin = method('Modem')('CreateBearer', 'a{sv}', modem, { pin: variant('s', '1234') });
    await moment();
    expect([made, second, withPin]).toMatchObject([
      { body: [bearer()] },
      { error: 'Core.TooMany' },
      { error: 'Core.InvalidArgs' },
    ]);
    const call = method('Bearer')('Connect', '', bearer());
    await moment();
    expect(stick.wanted()).toEqual({ level: 'online', overrides: { apn: 'three.co.uk' } });
    stick.takeUp('online');
    stick.online();
    await moment();
    expect(call).toMatchObject({ body: [] });
    const gone = method('Modem')('DeleteBearer', 'o', modem, bearer());
    await moment();
    stick.takeUp('ready');
    stick.ready();
    await moment();
    expect(gone).toMatchObject({ body: [] });
    expect((await modemProperties()).Bearers).toEqual([]);
    const unknown = method('Modem')('DeleteBearer', 'o', modem, bearer());
    await moment();
    expect(unknown).toMatchObject({ error: 'Core.InvalidArgs' });
  });

  it('is called in a network only', async () => {
    const { method, modem, moment } = await facing();
    method('Modem')('CreateBearer', 'a{sv}', modem, {});
    await moment();
    const call = method('Bearer')('Connect', '', bearer());
    await moment();
    expect(call).toMatchObject({ error: 'Core.Unauthorized' });
  });

  it('hangs up', async () => {
    const { stick, method, moment } = await connected();
    const end = method('Bearer')('Disconnect', '', bearer());
    await moment();
    stick.takeUp('ready');
    await moment();
    expect(end).toMatchObject({ body: [] });
  });
});
