import { EMPTY } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { InterfaceTable } from '../tables/table.js';
import type { Answer, Bus, Handler, IncomingCall, Signal } from '../wire/bus.js';
import { DbusError, modemError, variant } from '../wire/values.js';
import { type Invocation, type Invoke, type ObjectServer, objectServer } from './object-server.js';
import type { ObjectTree, ObjectView } from './object-tree.js';

const modem: InterfaceTable = {
  name: 'org.example.Modem',
  methods: {
    Enable: { in: [{ name: 'enable', signature: 'b' }], out: [], action: 'Device.Control' },
    List: {
      in: [],
      out: [
        { name: 'paths', signature: 'ao' },
        { name: 'count', signature: 'u' },
      ],
    },
  },
  properties: { State: 'i', UnlockRetries: 'a{uu}', SignalQuality: '(ub)' },
  signals: {
    StateChanged: ['old', 'new', 'reason'].map((name) => ({ name, signature: name === 'reason' ? 'u' : 'i' })),
  },
};
const sim: InterfaceTable = { name: 'org.example.Sim', methods: {}, properties: { Id: 's' }, signals: {} };
const root: InterfaceTable = { name: 'org.example.Root', methods: {}, properties: { Version: 's' }, signals: {} };

const modemView = (state: number): ObjectView => ({
  'org.example.Modem': { State: state, UnlockRetries: { 2: 3 }, SignalQuality: [67, true] },
});
const modemValues = (state: number) => ({
  State: variant('i', state),
  UnlockRetries: variant('a{uu}', { 2: 3 }),
  SignalQuality: variant('(ub)', [67, true]),
});
const treeOf = (state: number): ObjectTree => ({
  root: '/mm',
  listed: ['/mm/Modem/0'],
  objects: {
    '/mm': { 'org.example.Root': { Version: '1' } },
    '/mm/Modem/0': modemView(state),
    '/mm/SIM/0': { 'org.example.Sim': { Id: '8944' } },
  },
});
const bareRoot: ObjectTree = { root: '/mm', listed: [], objects: { '/mm': { 'org.example.Root': { Version: '1' } } } };

let handler: Handler;
let sent: Omit<Signal, 'sender'>[];
let invoked: Invocation[];
let invoke: Invoke;
let server: ObjectServer;

const unused = () => Promise.reject(new Error('not used here'));
const bus: Bus = {
  uniqueName: ':1.1',
  serve: (given) => {
    handler = given;
  },
  emit: (signal) => sent.push(signal),
  call: unused,
  requestName: unused,
  userOf: unused,
  close: unused,
  signals$: () => EMPTY,
  vanished$: () => EMPTY,
  gone$: EMPTY,
};

beforeEach(() => {
  sent = [];
  invoked = [];
  invoke = async () => [];
  server = objectServer(bus, [modem, sim, root], (call) => {
    invoked.push(call);
    return invoke(call);
  });
  server.show(treeOf(3));
  sent = [];
});

const ask = (more: Partial<IncomingCall>): Promise<Answer> =>
  handler({
    sender: ':1.7',
    path: '/mm/Modem/0',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: '',
    body: [],
    ...more,
  });
const get = (name: string, key: string, path = '/mm/Modem/0') => ask({ path, signature: 'ss', body: [name, key] });
const getAll = (name: string, path = '/mm/Modem/0') => ask({ path, member: 'GetAll', signature: 's', body: [name] });
const set = (name: string, key: string) =>
  ask({ member: 'Set', signature: 'ssv', body: [name, key, variant('i', 666)] });
const introspect = (path: string) =>
  ask({ path, interface: 'org.freedesktop.DBus.Introspectable', member: 'Introspect' });
const refused = (nick: string) => expect.objectContaining({ errorName: `org.freedesktop.DBus.Error.${nick}` });

describe('properties', () => {
  it.each([
    ['State', variant('i', 3)],
    ['UnlockRetries', variant('a{uu}', { 2: 3 })],
    ['SignalQuality', variant('(ub)', [67, true])],
  ])('%s has the type of its table', async (key, value) => {
    expect(await get('org.example.Modem', key)).toEqual({ signature: 'v', body: [value] });
  });

  it('all at once', async () => {
    expect(await getAll('org.example.Modem')).toEqual({ signature: 'a{sv}', body: [modemValues(3)] });
    expect(await getAll('org.freedesktop.DBus.Properties')).toEqual({ signature: 'a{sv}', body: [{}] });
  });

  it.each<[string, () => Promise<Answer>, string]>([
    ['Get of an unknown interface', () => get('org.example.None', 'State'), 'InvalidArgs'],
    ['Get of an interface that only others have', () => get('org.example.Sim', 'Id'), 'InvalidArgs'],
    ['Get of an unknown property', () => get('org.example.Modem', 'None'), 'InvalidArgs'],
    ['Get of what every object of JavaScript has', () => get('constructor', 'name'), 'InvalidArgs'],
    ['Get of an inherited name', () => get('org.example.Modem', 'toString'), 'InvalidArgs'],
    ['Get of what is no interface', () => get('', 'State'), 'InvalidArgs'],
    ['GetAll of an unknown interface', () => getAll('org.example.None'), 'InvalidArgs'],
    ['Set of an unknown interface', () => set('org.example.None', 'State'), 'InvalidArgs'],
    ['Set of an unknown property', () => set('org.example.Modem', 'None'), 'InvalidArgs'],
    ['Set of a property', () => set('org.example.Modem', 'State'), 'PropertyReadOnly'],
    ['Get with other types', () => ask({ signature: 's', body: ['org.example.Modem'] }), 'InvalidArgs'],
    ['Get at an unknown path', () => get('org.example.Modem', 'State', '/mm/Modem/9'), 'UnknownObject'],
    ['Get at a path that only leads to objects', () => get('org.example.Modem', 'State', '/mm/Modem'), 'UnknownMethod'],
    ['Get at an inherited name', () => get('x', 'y', '__proto__'), 'UnknownObject'],
  ])('%s is refused', async (_, asking, nick) => {
    await expect(asking()).rejects.toEqual(refused(nick));
    expect(await get('org.example.Modem', 'State')).toEqual({ signature: 'v', body: [variant('i', 3)] });
    expect(sent).toEqual([]);
  });
});

describe('ObjectManager', () => {
  const managed = (path: string) =>
    ask({ path, interface: 'org.freedesktop.DBus.ObjectManager', member: 'GetManagedObjects' });

  it('gives the listed objects with all their properties', async () => {
    expect(await managed('/mm')).toEqual({
      signature: 'a{oa{sa{sv}}}',
      body: [{ '/mm/Modem/0': { 'org.example.Modem': modemValues(3) } }],
    });
  });

  it('is on the root alone', async () => {
    await expect(managed('/mm/Modem/0')).rejects.toEqual(refused('UnknownMethod'));
  });
});

describe('show', () => {
  it('tells a new modem by the root, with every property and its type', () => {
    server.show(bareRoot);
    sent = [];
    server.show(treeOf(3));
    expect(sent).toEqual([
      {
        path: '/mm',
        interface: 'org.freedesktop.DBus.ObjectManager',
        member: 'InterfacesAdded',
        signature: 'oa{sa{sv}}',
        body: ['/mm/Modem/0', { 'org.example.Modem': modemValues(3) }],
      },
    ]);
  });

  it('tells that it has gone, and then it has', async () => {
    server.show(bareRoot);
    expect(sent).toEqual([
      {
        path: '/mm',
        interface: 'org.freedesktop.DBus.ObjectManager',
        member: 'InterfacesRemoved',
        signature: 'oas',
        body: ['/mm/Modem/0', ['org.example.Modem']],
      },
    ]);
    await expect(get('org.example.Modem', 'State')).rejects.toEqual(refused('UnknownObject'));
  });

  it('tells what is different, by the object itself', async () => {
    server.show(treeOf(8));
    expect(sent).toEqual([
      {
        path: '/mm/Modem/0',
        interface: 'org.freedesktop.DBus.Properties',
        member: 'PropertiesChanged',
        signature: 'sa{sv}as',
        body: ['org.example.Modem', { State: variant('i', 8) }, []],
      },
    ]);
    expect(await get('org.example.Modem', 'State')).toEqual({ signature: 'v', body: [variant('i', 8)] });
  });

  it('is silent when nothing is', () => {
    server.show(treeOf(3));
    expect(sent).toEqual([]);
  });

  it('whoever hears of a change can already read it', async () => {
    const read: Promise<Answer>[] = [];
    const emit = sent.push.bind(sent);
    sent.push = (...signals) => {
      read.push(get('org.example.Modem', 'State'));
      return emit(...signals);
    };
    server.show(treeOf(8));
    expect(await Promise.all(read)).toEqual([{ signature: 'v', body: [variant('i', 8)] }]);
  });

  it('refuses what no table knows: that is a mistake of ours', () => {
    const views: ObjectView[] = [{ 'org.example.None': {} }, { 'org.example.Modem': { None: 1 } }];
    for (const view of views)
      expect(() => server.show({ root: '/mm', listed: ['/mm/x'], objects: { '/mm/x': view } })).toThrow(
        /no table|no property/,
      );
  });
});

describe('methods', () => {
  it('go to invoke with path, sender, arguments and the action they need', async () => {
    expect(await ask({ interface: 'org.example.Modem', member: 'Enable', signature: 'b', body: [true] })).toEqual({
      signature: '',
      body: [],
    });
    expect(invoked).toEqual([
      {
        path: '/mm/Modem/0',
        interface: 'org.example.Modem',
        member: 'Enable',
        args: [true],
        sender: ':1.7',
        action: 'Device.Control',
      },
    ]);
  });

  it('answer by the types of the table', async () => {
    invoke = async () => [['/mm'], 1];
    expect(await ask({ interface: 'org.example.Modem', member: 'List' })).toEqual({
      signature: 'aou',
      body: [['/mm'], 1],
    });
    expect(invoked[0]).not.toHaveProperty('action');
  });

  it('need no interface where the name says enough', async () => {
    await ask({ interface: undefined, member: 'Enable', signature: 'b', body: [false] });
    expect(invoked[0]).toMatchObject({ interface: 'org.example.Modem', member: 'Enable' });
    expect(await ask({ interface: undefined, signature: 'ss', body: ['org.example.Modem', 'State'] })).toEqual({
      signature: 'v',
      body: [variant('i', 3)],
    });
  });

  it('refuse as invoke does', async () => {
    const error = modemError('Core.WrongState', 'The modem is locked.');
    invoke = () => Promise.reject(error);
    await expect(ask({ interface: 'org.example.Modem', member: 'List' })).rejects.toBe(error);
  });

  it.each<[Partial<IncomingCall>, string]>([
    [{ path: '/mm/Modem/1' }, 'UnknownObject'],
    [{ path: '/mm/SIM/0' }, 'UnknownMethod'],
    [{ path: '/mm/Modem' }, 'UnknownMethod'],
    [{ interface: 'org.example.None' }, 'UnknownMethod'],
    [{ member: 'None' }, 'UnknownMethod'],
    [{ signature: 's', body: ['true'] }, 'InvalidArgs'],
    [{ signature: '', body: [] }, 'InvalidArgs'],
  ])('refuse %o by themselves', async (more, nick) => {
    const good = { interface: 'org.example.Modem', member: 'Enable', signature: 'b', body: [true] };
    await expect(ask({ ...good, ...more })).rejects.toEqual(refused(nick));
    expect(invoked).toEqual([]);
  });
});

describe('introspection', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['/', [], ['mm']],
    ['/mm', ['org.example.Root', 'org.freedesktop.DBus.ObjectManager'], ['Modem', 'SIM']],
    ['/mm/Modem', [], ['0']],
    ['/mm/Modem/0', ['org.example.Modem'], []],
  ])('of %s', async (path, interfaces, children) => {
    const { signature, body } = await introspect(path);
    const names = (tag: string) =>
      [...String(body[0]).matchAll(new RegExp(`<${tag} name="([^"]+)"`, 'g'))].map(([, name]) => name);
    expect(signature).toBe('s');
    expect(names('node')).toEqual(children);
    const standard = ['org.freedesktop.DBus.Introspectable', 'org.freedesktop.DBus.Peer'];
    expect(names('interface')).toEqual(expect.arrayContaining([...interfaces, ...standard]));
    expect(names('interface').includes('org.freedesktop.DBus.Properties')).toBe(interfaces.length > 0);
  });

  it('of nothing', async () => {
    await expect(introspect('/mm/Modem/0/x')).rejects.toEqual(refused('UnknownObject'));
  });
});

describe('emit', () => {
  it('has the types of the table', () => {
    server.emit('/mm/Modem/0', 'org.example.Modem', 'StateChanged', [3, 8, 1]);
    expect(sent).toEqual([
      {
        path: '/mm/Modem/0',
        interface: 'org.example.Modem',
        member: 'StateChanged',
        signature: 'iiu',
        body: [3, 8, 1],
      },
    ]);
  });

  it('knows no other signal', () => {
    expect(() => server.emit('/mm', 'org.example.Modem', 'Nothing', [])).toThrow(
      'no table for org.example.Modem.Nothing',
    );
  });
});

it('before the first show there is nothing, and that is said', async () => {
  objectServer(bus, [modem], async () => []);
  await expect(getAll('org.example.Modem', '/mm')).rejects.toBeInstanceOf(DbusError);
});
