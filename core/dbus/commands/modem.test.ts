import { describe, expect, it } from 'vitest';
import { PortNotThere, ResetRefused } from '../behind.js';
import { root } from '../face-state.js';
import { tables } from '../tables/index.js';
import { variant } from '../wire/values.js';
import { facing } from './fake-world.test.helper.js';
import { interfacesOfModems } from './perform.js';

const world = async (options?: Parameters<typeof facing>[0]) => {
  const it = await facing(options);
  const call = async (inside: string, member: string, signature: string, ...body: unknown[]) => {
    const path = inside === 'Sim' ? `${root}/SIM/0` : it.modem;
    const answer = it.method(inside)(member, signature, path, ...body);
    await it.moment();
    return answer;
  };
  const ready = async () => {
    it.stick.behind.want({ level: 'ready', overrides: {} });
    it.stick.takeUp('ready');
    it.stick.ready();
    await it.moment();
  };
  return { ...it, call, ready };
};

describe('the methods', () => {
  it('are all there', () => {
    const modems = interfacesOfModems(false);
    const served = tables
      .filter(({ name }) => name in modems)
      .map(({ name, methods }) => [name, Object.keys(methods).sort()]);
    expect(served).toEqual(
      Object.entries(modems)
        .map(([name, commands]) => [name, Object.keys(commands).sort()])
        .sort(byTable),
    );
  });
});
const byTable = ([one]: readonly unknown[], [other]: readonly unknown[]) =>
  tables.findIndex(({ name }) => name === one) - tables.findIndex(({ name }) => name === other);

describe('Enable', () => {
  it('answers when the modem took its commands, before it is registered', async () => {
    const { call, stick, moment, modemProperties } = await world();
    const on = await call('Modem', 'Enable', 'b', true);
    expect(stick.wanted()).toEqual({ level: 'ready', overrides: {} });
    stick.takeUp('ready');
    await moment();
    expect(on).not.toHaveProperty('body');
    expect((await modemProperties()).State).toBe(5);
    stick.initialise();
    await moment();
    expect(on).toMatchObject({ body: [] });
    expect((await modemProperties()).State).toBe(6);
    expect(await call('Modem', 'Enable', 'b', true)).toMatchObject({ body: [] });
    expect(stick.wants).toHaveLength(1);
  });

  it('is in time for NetworkManager', async () => {
    const { call, clock } = await world();
    const on = await call('Modem', 'Enable', 'b', true);
    await clock.run({ limitMs: 24_000 });
    expect(on).toMatchObject({ error: 'Core.Timeout' });
  });

  it('says why it failed, and tries anew when it is asked again', async () => {
    const { call, stick, moment } = await world();
    const on = await call('Modem', 'Enable', 'b', true);
    stick.takeUp('ready');
    stick.fail('init.no-reply', 'modem-not-responding');
    await moment();
    expect(on).toMatchObject({
      error: 'Connection.NoDialtone',
      text: 'It is modem-not-responding. Do this. (It ended.)',
    });
    const again = await call('Modem', 'Enable', 'b', true);
    expect(stick.wants.map(({ level }) => level)).toEqual(['ready', 'standby', 'ready']);
    expect(again).not.toHaveProperty('error');
    stick.takeUp('ready');
    stick.initialise();
    await moment();
    expect(again).toMatchObject({ body: [] });
  });

  it('is refused while the SIM is locked', async () => {
    const { call, stick } = await world();
    stick.tell({ fact: 'sim.state', state: 'SIM PIN' });
    expect(await call('Modem', 'Enable', 'b', true)).toMatchObject({
      error: 'Core.WrongState',
      text: 'modem in locked state',
    });
  });

  it('is taken back, and the modem stands by', async () => {
    const { call, ready, stick, moment, stateChanges } = await world();
    await ready();
    const off = await call('Modem', 'Enable', 'b', false);
    expect(stick.wanted()).toEqual({ level: 'standby', radio: 'on', overrides: {} });
    expect(off).not.toHaveProperty('body');
    stick.takeUp('standby');
    stick.standBy();
    await moment();
    expect(off).toMatchObject({ body: [] });
    expect(stateChanges().slice(-2)).toEqual([
      [8, 4, 1],
      [4, 3, 1],
    ]);
    expect(await call('Modem', 'Enable', 'b', false)).toMatchObject({ body: [] });
  });

  it('does not take a call back that is being made', async () => {
    const { call, stick, moment } = await world();
    const connect = await call('Modem.Simple', 'Connect', 'a{sv}', {});
    const on = await call('Modem', 'Enable', 'b', true);
    expect(stick.wanted()).toMatchObject({ level: 'online' });
    stick.takeUp('online');
    stick.online();
    await moment();
    expect([connect, on]).toMatchObject([{ body: [`${root}/Bearer/0`] }, { body: [] }]);
  });

  it('hears when somebody asked for something else', async () => {
    const { call, stick } = await world();
    const on = await call('Modem', 'Enable', 'b', true);
    stick.takeUp('ready');
    await call('Modem', 'Enable', 'b', false);
    stick.takeUp('standby');
    await Promise.resolve();
    expect((await call('Modem', 'ListBearers', '')).body).toEqual([[]]);
    expect(on).toMatchObject({ error: 'Core.Aborted' });
  });
});

describe('SetPowerState', () => {
  it('switches the radio of a modem that is not enabled', async () => {
    const { call, stick, moment, ready } = await world();
    const low = await call('Modem', 'SetPowerState', 'u', 2);
    expect(stick.wanted()).toEqual({ level: 'standby', radio: 'off', overrides: {} });
    stick.takeUp('standby');
    await moment();
    expect(low).not.toHaveProperty('body');
    stick.standBy('off');
    await moment();
    expect(low).toMatchObject({ body: [] });
    expect(await call('Modem', 'SetPowerState', 'u', 1)).toMatchObject({ error: 'Core.Unsupported' });
    expect(await call('Modem', 'SetPowerState', 'u', 9)).toMatchObject({ error: 'Core.InvalidArgs' });
    await ready();
    expect(await call('Modem', 'SetPowerState', 'u', 2)).toMatchObject({ error: 'Core.WrongState' });
  });
});

describe('what a modem of ours cannot do', () => {
  it.each([
    ['Modem', 'FactoryReset', 's', ['1234']],
    ['Modem', 'SetCurrentCapabilities', 'u', [4]],
    ['Modem', 'SetCurrentBands', 'au', [[]]],
    ['Modem', 'SetPrimarySimSlot', 'u', [1]],
    ['Modem', 'GetCellInfo', '', []],
    ['Modem', 'SetCurrentModes', '(uu)', [[4, 0]]],
    ['Modem.Modem3gpp', 'SetEpsUeModeOperation', 'u', [1]],
    ['Modem.Modem3gpp', 'SetInitialEpsBearerSettings', 'a{sv}', [{}]],
    ['Modem.Modem3gpp', 'DisableFacilityLock', '(us)', [[1, '1']]],
    ['Modem.Modem3gpp', 'SetPacketServiceState', 'u', [1]],
    ['Modem.Signal', 'SetupThresholds', 'a{sv}', [{}]],
    ['Sim', 'SetPreferredNetworks', 'a(su)', [[]]],
  ])('%s.%s', async (inside, member, signature, body) => {
    const { call, stick } = await world();
    expect(await call(inside, member, signature, ...body)).toMatchObject({ error: 'Core.Unsupported' });
    expect([stick.wants, stick.asks]).toEqual([[], []]);
  });

  it('takes the modes that it has', async () => {
    const { call } = await world();
    expect(await call('Modem', 'SetCurrentModes', '(uu)', [0xffffffff, 0])).toMatchObject({ body: [] });
  });
});

describe('Reset', () => {
  it('resets, or says why it cannot', async () => {
    const { call, stick } = await world();
    expect(await call('Modem', 'Reset', '')).toMatchObject({ body: [] });
    expect(stick.done.resets).toBe(1);
    stick.done.resetFails = new PortNotThere();
    expect(await call('Modem', 'Reset', '')).toMatchObject({ error: 'Core.Retry' });
    stick.done.resetFails = new ResetRefused('The modem refused.');
    expect(await call('Modem', 'Reset', '')).toMatchObject({ error: 'Core.Failed', text: 'The modem refused.' });
  });
});

describe('Command', () => {
  const at = (text: string, allowCommands = true, seconds = 3) =>
    world({ allowCommands }).then(async (it) => {
      it.stick.replies.set('AT+GMM', ['MF627']);
      it.stick.replies.set('ATI', ['one', 'two']);
      it.stick.replies.set('AT+NO', { kind: 'cme', text: '4', code: 4 });
      it.stick.replies.set('AT+MUTE', { kind: 'timeout' });
      it.stick.replies.set('AT+AWAY', 'no port');
      return { answer: await it.call('Modem', 'Command', 'su', text, seconds), stick: it.stick };
    });

  it('is for those who debug', async () => {
    const { answer, stick } = await at('AT+GMM', false);
    expect(answer).toMatchObject({
      error: 'Core.Unauthorized',
      text: expect.stringContaining('Cannot send AT command to modem: operation only allowed in debug mode'),
    });
    expect(stick.asks).toEqual([]);
  });

  it.each([
    ['AT+GMM', { body: ['MF627'] }],
    ['+GMM', { body: ['MF627'] }],
    ['ATI', { body: ['one\ntwo'] }],
    ['AT+NO', { error: 'MobileEquipment.NotSupported' }],
    ['AT+MUTE', { error: 'Serial.ResponseTimeout' }],
    ['AT+AWAY', { error: 'Core.Retry' }],
    ['AT+GMM\rATD112', { error: 'Core.InvalidArgs' }],
    ['AT+CPIN="1234"', { error: 'Core.Unauthorized' }],
    ['AT+CLCK="SC",0,"1234"', { error: 'Core.Unauthorized' }],
    ['AT+CPWD="SC","1234","4321"', { error: 'Core.Unauthorized' }],
    ['AT+GMM;+CPIN="1234"', { error: 'Core.Unauthorized' }],
    ['ATD*99#', { error: 'Core.Unauthorized' }],
    ['ATE0D*99#', { error: 'Core.Unauthorized' }],
    ['ATO', { error: 'Core.Unauthorized' }],
    ['AT+CGDATA="PPP",1', { error: 'Core.Unauthorized' }],
    [`AT${'X'.repeat(300)}`, { error: 'Core.InvalidArgs' }],
  ])('%s', async (text, expected) => {
    const { answer } = await at(text);
    expect(answer).toMatchObject(expected);
    expect(answer.text ?? '').not.toMatch(/1234|4321/);
  });

  it('holds the port no longer than it may', async () => {
    expect((await at('AT+GMM', true, 0xffffffff)).stick.limits).toEqual([120_000]);
    expect((await at('AT+GMM', true, 0)).stick.limits).toEqual([1_000]);
  });
});

describe('GetStatus', () => {
  it('says no more than the state before the modem is registered', async () => {
    const { call, ready } = await world();
    expect((await call('Modem.Simple', 'GetStatus', '')).body).toEqual([{ state: variant('u', 3) }]);
    await ready();
    expect((await call('Modem.Simple', 'GetStatus', '')).body).toEqual([
      {
        state: variant('u', 8),
        'signal-quality': variant('(ub)', [61, true]),
        'current-bands': variant('au', []),
        'access-technologies': variant('u', expect.any(Number)),
        'm3gpp-registration-state': variant('u', 1),
        'm3gpp-operator-code': variant('s', '23420'),
        'm3gpp-operator-name': variant('s', '3'),
      },
    ]);
  });
});

describe('Signal.Setup', () => {
  it('measures at once and as often as it says, until it is taken back', async () => {
    const { call, clock, stick, properties, modem } = await world();
    expect(await call('Modem.Signal', 'Setup', 'u', 5)).toMatchObject({ body: [] });
    expect(stick.done.measured).toBe(1);
    await clock.run({ limitMs: 10_000 });
    expect(stick.done.measured).toBe(3);
    expect((await properties(modem, 'org.freedesktop.ModemManager1.Modem.Signal')).Rate).toBe(5);
    await call('Modem.Signal', 'Setup', 'u', 0);
    await clock.run({ limitMs: 60_000 });
    expect(stick.done.measured).toBe(3);
  });

  it('is no faster for a rate that no timer knows', async () => {
    const { call, clock, stick } = await world();
    await call('Modem.Signal', 'Setup', 'u', 0xffffffff);
    await clock.run({ limitMs: 60_000 });
    expect(stick.done.measured).toBe(1);
  });
});

describe('Modem3gpp', () => {
  it('scans', async () => {
    const { call, stick } = await world();
    stick.replies.set('AT+COPS=?', ['+COPS: (2,"3 UK","3","23420",2),(1,"","","23430"),,(0-4),(0-2)']);
    expect((await call('Modem.Modem3gpp', 'Scan', '')).body).toEqual([
      [
        {
          status: variant('u', 2),
          'operator-long': variant('s', '3 UK'),
          'operator-short': variant('s', '3'),
          'operator-code': variant('s', '23420'),
          'access-technology': variant('u', 32),
        },
        { status: variant('u', 1), 'operator-code': variant('s', '23430'), 'access-technology': variant('u', 0) },
      ],
    ]);
    expect(stick.limits).toEqual([180_000]);
    stick.replies.set('AT+COPS=?', { kind: 'cme', text: '30', code: 30 });
    expect(await call('Modem.Modem3gpp', 'Scan', '')).toMatchObject({ error: 'MobileEquipment.NoNetwork' });
  });

  it('registers in one network and no other, until the modem may choose again', async () => {
    const { call, ready, stick, moment } = await world();
    expect(await call('Modem.Modem3gpp', 'Register', 's', '')).toMatchObject({ error: 'Core.WrongState' });
    await ready();
    const chosen = await call('Modem.Modem3gpp', 'Register', 's', '23430');
    expect(stick.wanted()).toEqual({ level: 'ready', overrides: { network: '23430' } });
    expect(chosen).not.toHaveProperty('body');
    stick.takeUp('ready');
    stick.ready('23430');
    await moment();
    expect(chosen).toMatchObject({ body: [] });
    const any = await call('Modem.Modem3gpp', 'Register', 's', '');
    expect(stick.asks).toEqual(['AT+COPS=0']);
    expect([any, stick.wanted()]).toMatchObject([{ body: [] }, { level: 'ready', overrides: {} }]);
    expect(await call('Modem.Modem3gpp', 'Register', 's', '234x0')).toMatchObject({ error: 'Core.InvalidArgs' });
  });

  it('goes back to what was when the network is not there', async () => {
    const { call, ready, stick, moment } = await world();
    await ready();
    const chosen = await call('Modem.Modem3gpp', 'Register', 's', '23430');
    stick.takeUp('ready');
    stick.fail('init.not-registered', 'not-registered');
    await moment();
    expect(chosen).toMatchObject({ error: 'MobileEquipment.NetworkTimeout' });
    expect(stick.wanted()).toEqual({ level: 'ready', overrides: {} });
  });
});

describe('the SIM', () => {
  const locked = async (state = 'SIM PIN') => {
    const it = await world();
    it.stick.tell({ fact: 'sim.state', state }, { fact: 'sim.retries', pin: 3, puk: 10 });
    it.stick.fail(state === 'SIM PIN' ? 'init.pin-required' : 'init.puk-required', 'sim-pin-required');
    await it.moment();
    return it;
  };

  it('is opened by its PIN, which is kept', async () => {
    const { call, stick, moment, modemProperties } = await locked();
    expect((await modemProperties()).UnlockRequired).toBe(2);
    const pin = await call('Sim', 'SendPin', 's', '1234');
    expect(stick.wanted()).toEqual({ level: 'standby', radio: 'on', overrides: { pin: '1234' } });
    stick.takeUp('standby');
    stick.tell({ fact: 'sim.unlocked' });
    await moment();
    expect(pin).toMatchObject({ body: [] });
    expect((await modemProperties()).UnlockRequired).toBe(1);
    await call('Modem', 'Enable', 'b', true);
    expect(stick.wanted()).toEqual({ level: 'ready', overrides: { pin: '1234' } });
  });

  it.each([
    [
      'init.pin-wrong',
      'sim-pin-wrong',
      'MobileEquipment.IncorrectPassword',
      'The SIM refused this PIN; tries left: 3.',
    ],
    ['init.puk-required', 'sim-puk-required', 'MobileEquipment.SimPuk', expect.any(String)],
    ['init.pin-unsafe', 'sim-pin-required', 'MobileEquipment.IncorrectPassword', expect.stringContaining('not tried')],
  ] as const)('refuses with %s, and the PIN is forgotten', async (exit, cause, error, text) => {
    const { call, stick, moment } = await locked();
    const pin = await call('Sim', 'SendPin', 's', '9876');
    stick.takeUp('standby');
    stick.fail(exit, cause);
    await moment();
    expect(pin).toMatchObject({ error, text });
    expect(pin.text).not.toContain('9876');
    expect(stick.wanted()).toEqual({ level: 'standby', radio: 'on', overrides: {} });
  });

  it('wants no PIN when it is open, and no letters', async () => {
    const { call } = await world();
    expect(await call('Sim', 'SendPin', 's', '1234')).toMatchObject({ error: 'Core.WrongState' });
    expect(await call('Sim', 'SendPuk', 'ss', '12345678', '1234')).toMatchObject({ error: 'Core.WrongState' });
    for (const pin of ['', '123', '123456789', '12a4', '1234"'])
      expect(await call('Sim', 'SendPin', 's', pin)).toMatchObject({ error: 'Core.InvalidArgs' });
  });

  it('is opened by its PUK', async () => {
    const { call, stick, moment } = await locked('SIM PUK');
    const puk = await call('Sim', 'SendPuk', 'ss', '12345678', '1234');
    expect(stick.asks).toEqual(['AT+CPIN="12345678","1234"']);
    stick.takeUp('standby');
    stick.tell({ fact: 'sim.state', state: 'READY' });
    await moment();
    expect(puk).toMatchObject({ body: [] });
  });

  it('is not given its last PUK', async () => {
    const { call, stick } = await locked('SIM PUK');
    stick.tell({ fact: 'sim.retries', pin: 0, puk: 1 });
    expect(await call('Sim', 'SendPuk', 'ss', '12345678', '1234')).toMatchObject({ error: 'Core.WrongState' });
    expect(stick.asks).toEqual([]);
  });

  it('spends the last try of the PIN on nobody', async () => {
    const { call, stick } = await world();
    stick.replies.set('AT+CLCK="SC",1,"1111"', { kind: 'cme', text: '16', code: 16 });
    const wrong = () => call('Sim', 'EnablePin', 'sb', '1111', true);
    const answers = [await wrong(), await wrong(), await wrong()];
    expect(answers).toMatchObject([
      { error: 'MobileEquipment.IncorrectPassword' },
      { error: 'MobileEquipment.IncorrectPassword' },
      { error: 'Core.WrongState', text: expect.stringContaining('tries left: 1') },
    ]);
    expect(stick.asks).toHaveLength(2);
  });

  it('counts anew after a right one, and by what the stick tells', async () => {
    const { call, stick } = await world();
    stick.tell({ fact: 'sim.retries', pin: 2 });
    expect(await call('Sim', 'EnablePin', 'sb', '1234', true)).toMatchObject({ body: [] });
    stick.replies.set('AT+CPWD="SC","1111","2222"', { kind: 'error' });
    const wrong = await call('Sim', 'ChangePin', 'ss', '1111', '2222');
    expect(wrong).toMatchObject({ error: 'MobileEquipment.IncorrectPassword' });
    expect(wrong.text).not.toMatch(/1111|2222/);
    stick.tell({ fact: 'sim.retries', pin: 1 });
    expect(await call('Sim', 'ChangePin', 'ss', '1234', '2222')).toMatchObject({ error: 'Core.WrongState' });
  });

  it('is opened with the new PIN after its next reset', async () => {
    const { call, stick, moment } = await locked();
    await call('Sim', 'SendPin', 's', '1234');
    stick.takeUp('standby');
    stick.tell({ fact: 'sim.unlocked' });
    await moment();
    expect(await call('Sim', 'ChangePin', 'ss', '1234', '2222')).toMatchObject({ body: [] });
    expect(stick.wanted()).toMatchObject({ overrides: { pin: '2222' } });
  });
});
