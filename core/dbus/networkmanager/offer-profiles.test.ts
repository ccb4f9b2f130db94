import { BehaviorSubject, firstValueFrom, NEVER, ReplaySubject, take, toArray } from 'rxjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FactBody } from '../../facts/fact.js';
import { noSession } from '../../facts/session-state.js';
import type { Behind, StickBehind, StickView } from '../behind.js';
import type { Bus } from '../wire/bus.js';
import { connectBus } from '../wire/connect-bus.js';
import { type PrivateBus, privateBus } from '../wire/private-bus.test.helper.js';
import { busError, DbusError } from '../wire/values.js';
import { type FakeNetworkManager, fakeNetworkManager, ownProfile } from './fake-network-manager.test.helper.js';
import { type OfferMemory, offerProfile } from './offer-profile.js';
import { offerProfiles } from './offer-profiles.js';

let daemon: PrivateBus;
let bus: Bus;
const toEnd: (() => unknown)[] = [];

beforeAll(async () => {
  daemon = await privateBus();
});
afterAll(() => daemon.stop());
beforeEach(async () => {
  bus = await connectBus({ address: daemon.address });
});
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
  await bus.close();
});

const first = '8944200123456789012';
const second = '8944200123456789020';

describe('profiles for NetworkManager', () => {
  it('are offered once, to the disk, and told', async () => {
    const manager = await start();
    const { plug, told } = offering();
    plug('1-3', first);
    expect(await told(1)).toEqual([
      ['1-3', { fact: 'profile.offered', name: 'Three UK', uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
    ]);
    expect(manager.added).toEqual([{ flags: 1, settings: expect.objectContaining({ gsm: simId(first) }) }]);
  });

  it('are not offered to the same SIM at another plug, nor in another stick, nor twice when it is plugged quickly', async () => {
    const manager = await start();
    const { plug, told } = offering();
    plug('1-3', first).unplug();
    plug('1-3', first);
    plug('1-4', first);
    plug('1-5', second);
    expect((await told(2)).map(([stick]) => stick)).toEqual(['1-3', '1-5']);
    plug('1-3', first);
    plug('1-6', 'yet another');
    expect((await told(3)).map(([stick]) => stick)).toEqual(['1-3', '1-5', '1-6']);
    expect(manager.added.map(({ settings }) => settings.gsm)).toEqual([
      simId(first),
      simId(second),
      simId('yet another'),
    ]);
  });

  it('stay deleted when the user deletes them, also for the next process', async () => {
    const manager = await start();
    const memory = remembering();
    const before = offering(memory);
    before.plug('1-3', first);
    await before.told(1);
    before.close();
    manager.profiles.clear();
    const { plug, told } = offering(memory);
    plug('1-3', first);
    plug('1-4', second);
    expect((await told(1)).map(([stick]) => stick)).toEqual(['1-4']);
    expect([...manager.profiles.values()].map(({ gsm }) => gsm)).toEqual([simId(second)]);
  });

  it('are not offered where the user has one that fits, nor later', async () => {
    const manager = await start(
      new Map([['/org/freedesktop/NetworkManager/Settings/1', ownProfile({ apn: 'my.own' })]]),
    );
    const { plug, told } = offering();
    const stick = plug('1-3', first);
    expect(await told(1)).toEqual([
      ['1-3', { fact: 'profile.not-offered', because: 'NetworkManager\'s profile "My own" fits this SIM already.' }],
    ]);
    manager.profiles.clear();
    stick.unplug();
    plug('1-3', first);
    plug('1-4', second);
    expect((await told(2)).map(([stick]) => stick)).toEqual(['1-3', '1-4']);
    expect(manager.added.map(({ settings }) => settings.gsm)).toEqual([simId(second)]);
  });

  it('know that a profile which was listed may be gone by now', async () => {
    const gone = '/org/freedesktop/NetworkManager/Settings/1';
    const profiles = new Map([[gone, ownProfile({})]]);
    await start(Object.assign(profiles, { get: () => undefined }));
    const { plug, told } = offering();
    plug('1-3', first);
    expect((await told(1)).map(([, { fact }]) => fact)).toEqual(['profile.offered']);
  });

  it('have a name of their own for the second SIM of a carrier', async () => {
    await start();
    const { plug, told } = offering();
    plug('1-3', first);
    plug('1-4', second);
    expect((await told(2)).map(([, fact]) => fact)).toMatchObject([{ name: 'Three UK' }, { name: 'Three UK 2' }]);
  });

  it('wait for NetworkManager, and do not call it while it is not there: that could start it', async () => {
    const { plug, told, called } = offering();
    plug('1-3', first);
    await settled();
    const early = await start(new Map(), { withSettings: false });
    await vi.waitFor(() => expect(early.lists).toBe(1));
    await early.leave();
    await settled();
    expect(called()).toEqual(['NameHasOwner', 'ListConnections']);
    await start();
    expect((await told(1)).map(([, { fact }]) => fact)).toEqual(['profile.offered']);
  });

  it('wait for its settings, which come after its name', async () => {
    const manager = await start(new Map(), { withSettings: false });
    const { plug, told, facts } = offering();
    plug('1-3', first);
    await vi.waitFor(() => expect(manager.lists).toBe(1));
    expect(facts()).toEqual([]);
    manager.settingsAppear();
    expect((await told(1)).map(([, { fact }]) => fact)).toEqual(['profile.offered']);
  });

  it('are not offered again when NetworkManager starts anew', async () => {
    const manager = await start();
    const { plug, told } = offering();
    plug('1-3', first);
    await told(1);
    await manager.leave();
    plug('1-4', second);
    await settled();
    const next = await start(manager.profiles);
    expect((await told(2)).map(([stick]) => stick)).toEqual(['1-3', '1-4']);
    expect(next.added.map(({ settings }) => settings.gsm)).toEqual([simId(second)]);
  });

  it.each([
    [
      'org.freedesktop.NetworkManager.Settings.PermissionDenied',
      'Insufficient privileges',
      /^NetworkManager lets this user add no profile\. Run Dialtone as root/,
    ],
    [
      'org.freedesktop.DBus.Error.AccessDenied',
      'Rejected send message',
      /^NetworkManager lets this user add no profile\. Run Dialtone as root/,
    ],
    [
      'org.freedesktop.NetworkManager.Settings.InvalidConnection',
      `gsm.sim-id: '${first}' is odd`,
      /^NetworkManager would not take it \(gsm\.sim-id: '…' is odd\)/,
    ],
  ])('say why they were refused, and are offered again at the next plug only: %s', async (name, message, because) => {
    const manager = await start();
    manager.refuse = new DbusError(name, message);
    const { plug, told } = offering();
    const stick = plug('1-3', first);
    expect(await told(1)).toEqual([['1-3', { fact: 'profile.not-offered', because: expect.stringMatching(because) }]]);
    manager.refuse = undefined;
    await manager.leave();
    await start();
    stick.change({ signal: { percent: 50 } });
    plug('1-4', second);
    expect((await told(2)).map(([at]) => at)).toEqual(['1-3', '1-4']);
    stick.unplug();
    plug('1-3', first);
    expect((await told(3)).map(([at, { fact }]) => [at, fact])[2]).toEqual(['1-3', 'profile.offered']);
  });

  it('say that NetworkManager did not answer, and are offered when it starts anew', async () => {
    const manager = await start();
    manager.refuse = new DbusError('org.freedesktop.DBus.Error.NoReply', 'no reply in 25 s');
    const { plug, told } = offering();
    plug('1-3', first);
    expect((await told(1)).map(([, fact]) => fact)).toMatchObject([
      { because: expect.stringMatching(/did not answer/) },
    ]);
    await manager.leave();
    await start();
    expect((await told(2)).map(([, { fact }]) => fact)).toEqual(['profile.not-offered', 'profile.offered']);
  });

  it('take a SIM’s number as it is', async () => {
    const manager = await start();
    const { plug, told } = offering();
    const odd = `89'44\\A=;#"\n[é]`;
    plug('1-3', odd);
    await told(1);
    expect(manager.added.map(({ settings }) => settings.gsm)).toEqual([simId(odd)]);
  });

  it('wait until the SIM is read and its carrier known', async () => {
    await start();
    const { plug, told, facts } = offering();
    const stick = plug('1-3', undefined);
    stick.change({ sim: { missing: false, read: true } });
    plug('1-4', second);
    await told(1);
    expect(facts().map(([at]) => at)).toEqual(['1-4']);
    stick.identify(first);
    expect((await told(2)).map(([at]) => at)).toEqual(['1-4', '1-3']);
  });

  it('are made for another SIM in the same stick, too', async () => {
    await start();
    const { plug, told } = offering();
    const stick = plug('1-3', first);
    await told(1);
    stick.identify(second);
    expect((await told(2)).map(([at]) => at)).toEqual(['1-3', '1-3']);
  });

  it('are not made for a stick that has gone before NetworkManager came', async () => {
    const { plug, told } = offering();
    plug('1-3', first).unplug();
    plug('1-4', second);
    const manager = await start();
    expect((await told(1)).map(([at]) => at)).toEqual(['1-4']);
    expect(manager.added).toHaveLength(1);
  });

  it('are offered no more after close, also where one waits for its turn', async () => {
    const manager = await start();
    const memory = remembering();
    const { plug, close } = offering({
      ...memory,
      keepProfileOffered: (sim) => {
        memory.keepProfileOffered(sim);
        close();
      },
    });
    plug('1-3', first);
    plug('1-4', second);
    await vi.waitFor(() => expect(memory.profileOffered(first)).toBe(true));
    await settled();
    expect(manager.added.map(({ settings }) => settings.gsm)).toEqual([simId(first)]);
  });

  it('are no news when the bus goes', async () => {
    const dead = { ...bus, call: () => Promise.reject(busError('Disconnected', 'The connection has ended.')) };
    const facts: FactBody[] = [];
    const offer = {
      memory: remembering(),
      view: fakeStick('1-3', first).behind.view(),
      report: facts.push.bind(facts),
    };
    const sim = { iccid: first, carrier: 'Three UK' };
    expect([await offerProfile({ ...offer, bus: dead, sim }), facts]).toEqual(['not-there', []]);
  });

  it('are offered no more after close, whatever comes', async () => {
    const { plug, close, facts } = offering();
    plug('1-3', first);
    close();
    const manager = await start();
    plug('1-4', second);
    const other = offering();
    other.plug('1-5', 'other');
    await other.told(1);
    expect([manager.added.map(({ settings }) => settings.gsm), facts()]).toEqual([[simId('other')], []]);
  });
});

const start = async (
  profiles: FakeNetworkManager['profiles'] = new Map(),
  options: { readonly withSettings?: boolean } = {},
): Promise<FakeNetworkManager> => {
  const manager = await fakeNetworkManager(daemon.address, { profiles, ...options });
  toEnd.push(manager.leave);
  return manager;
};

const offering = (memory: OfferMemory = remembering()) => {
  const sticks$ = new BehaviorSubject<readonly StickBehind[]>([]);
  const facts$ = new ReplaySubject<readonly [stick: string, fact: FactBody]>();
  const facts: (readonly [stick: string, fact: FactBody])[] = [];
  facts$.subscribe((fact) => facts.push(fact));
  const behind: Behind = { sticks$, facts$: NEVER, version: '0' };
  const calls: string[] = [];
  const recorded: Bus = {
    ...bus,
    call: (call) => {
      calls.push(call.member);
      return bus.call(call);
    },
  };
  const { close } = offerProfiles({
    bus: recorded,
    behind,
    memory,
    report: (fact, stick) => facts$.next([stick, fact]),
  });
  toEnd.push(close);
  return {
    close,
    facts: () => facts,
    called: () => calls,
    /** The first facts, as soon as there are so many. */
    told: (count: number) => firstValueFrom(facts$.pipe(take(count), toArray())),
    plug: (path: string, iccid: string | undefined) => {
      const stick = fakeStick(path, iccid);
      sticks$.next([...sticks$.value, stick.behind]);
      return {
        ...stick,
        unplug: () => {
          sticks$.next(sticks$.value.filter((other) => other !== stick.behind));
          stick.leave();
        },
      };
    },
  };
};

const fakeStick = (path: string, iccid: string | undefined) => {
  const view$ = new BehaviorSubject<StickView>({
    session: { ...noSession(path), carrier },
    identity: iccid === undefined ? {} : identity(iccid),
    wanted: { level: 'standby', radio: 'on', overrides: {} },
  });
  const behind = { path, device: `/sys/devices/${path}`, view$, view: () => view$.value } as Partial<StickBehind>;
  return {
    behind: behind as StickBehind,
    change: (session: Partial<StickView['session']>) =>
      view$.next({ ...view$.value, session: { ...view$.value.session, ...session } }),
    identify: (number: string) => view$.next({ ...view$.value, identity: identity(number) }),
    leave: () => view$.complete(),
  };
};

const carrier = { carrier: 'three-uk', name: 'Three UK', plugin: 'three-uk', mccmnc: '23420' };
const identity = (iccid: string) => ({ iccid, mccmnc: '23420', imsi: '234200123456789' });
const simId = (iccid: string) => ({ 'sim-id': { signature: 's', value: iccid } });

const remembering = (): OfferMemory => {
  const offered = new Set<string>();
  return { profileOffered: (sim) => offered.has(sim), keepProfileOffered: (sim) => offered.add(sim) };
};

/** Whatever we sent before has been answered: the bus keeps the order. */
const settled = async () => {
  for (let trip = 0; trip < 5; trip += 1) await bus.userOf(bus.uniqueName);
};
