import { execFile, spawnSync } from 'node:child_process';
import { createConnection, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tables } from '../tables/index.js';
import type { Bus, OutgoingCall } from '../wire/bus.js';
import { socketPath } from '../wire/bus-address.js';
import { connectBus } from '../wire/connect-bus.js';
import { authenticate } from '../wire/connection.js';
import { type Frame, marshall, noReplyExpected } from '../wire/dbus-next.js';
import { type PrivateBus, privateBus } from '../wire/private-bus.test.helper.js';
import { DbusError, variant } from '../wire/values.js';
import { anyBody, bodyOf } from '../wire/values.test.helper.js';
import { signatureOf } from './find-method.js';
import { type Invocation, objectServer } from './object-server.js';
import type { ObjectTree } from './object-tree.js';
import { introspectable, objectManager, properties } from './standard-interfaces.js';

/** The tables as they are served, on a real bus: one object that has every interface, each property with some value of its type. */
const root = '/org/freedesktop/ModemManager1';
const modem = `${root}/Modem/0`;

const some = (signature: string): readonly unknown[] => fc.sample(bodyOf(signature), { seed: 7, numRuns: 1 })[0] ?? [];
const view = Object.fromEntries(
  tables.map((table) => [
    table.name,
    Object.fromEntries(Object.entries(table.properties).map(([key, signature]) => [key, some(signature)[0]])),
  ]),
);
const tree: ObjectTree = { root, listed: [modem], objects: { [root]: {}, [modem]: view } };

let machine: PrivateBus;
let service: Bus;
let client: Bus;
const bugs: unknown[] = [];
const invoked: Invocation[] = [];

beforeAll(async () => {
  machine = await privateBus();
  service = await connectBus({ address: machine.address, onBug: (error) => bugs.push(error) });
  client = await connectBus({ address: machine.address });
  const server = objectServer(service, tables, async (call) => {
    invoked.push(call);
    const method = tables.find((table) => table.name === call.interface)?.methods[call.member];
    return some(signatureOf(method?.out ?? []));
  });
  server.show(tree);
});
beforeEach(() => {
  invoked.length = 0;
});
afterAll(async () => {
  await Promise.all([service.close(), client.close()]);
  await machine.stop();
});

const ask = (more: Partial<OutgoingCall>): Promise<readonly unknown[]> =>
  client.call({
    destination: service.uniqueName,
    path: modem,
    interface: properties.name,
    member: 'GetAll',
    limitMs: 4_000,
    ...more,
  });
const managed = () => ask({ path: root, interface: 'org.freedesktop.DBus.ObjectManager', member: 'GetManagedObjects' });

describe('every type of ModemManager’s', () => {
  it.each(tables.map((table) => [table.name, table] as const))('in the properties of %s', async (name, table) => {
    const [all] = await ask({ signature: 's', body: [name] });
    expect(all).toEqual(
      Object.fromEntries(
        Object.entries(table.properties).map(([key, signature]) => [key, variant(signature, view[name]?.[key])]),
      ),
    );
  });

  it('in the arguments and answers of every method', async () => {
    for (const table of tables)
      for (const [member, { in: takes, out }] of Object.entries(table.methods)) {
        const signature = signatureOf(takes);
        const body = some(signature);
        const answer = await ask({ interface: table.name, member, signature, body });
        expect(answer).toEqual(some(signatureOf(out)));
        expect(invoked.at(-1)).toMatchObject({ interface: table.name, member, args: body, sender: client.uniqueName });
      }
    expect(invoked.length).toBeGreaterThan(25);
  });
});

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const run = async (program: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(program, args, { env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: machine.address } }))
    .stdout;

describe('other people’s clients', () => {
  it.runIf(has('gdbus'))('gdbus reads our introspection and our values', async () => {
    const at = ['--session', '--dest', service.uniqueName, '--object-path'];
    const told = await run('gdbus', 'introspect', ...at, modem);
    for (const { name } of tables) expect(told).toContain(`interface ${name} {`);
    expect(told).toContain('readonly a{uu} UnlockRetries = {');
    expect(await run('gdbus', 'introspect', '--only-properties', '--recurse', ...at, '/')).toContain(`node ${modem} {`);
  });

  it.runIf(has('dbus-send'))('dbus-send does without an interface, and hears why not', async () => {
    const send = (...args: string[]) =>
      run('dbus-send', '--session', `--dest=${service.uniqueName}`, '--print-reply=literal', modem, ...args);
    expect(await send('org.freedesktop.DBus.Peer.Ping')).toBe('');
    await expect(send('org.example.No.Such')).rejects.toThrow('Error org.freedesktop.DBus.Error.UnknownMethod');
  });
});

describe('hostile callers', () => {
  it('2000 calls of any kind: each is answered, nothing is changed, only what fits gets through', async () => {
    const before = await managed();
    const heard: unknown[] = [];
    const listening = client.signals$({ sender: service.uniqueName }).subscribe((signal) => heard.push(signal));
    const calls = fc.sample(anyCall, { seed: 1, numRuns: 2_000 });
    const used = heapUsed();
    for (const batch of chunks(calls, 100)) {
      const answers = await Promise.allSettled(batch.map(ask));
      for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(DbusError);
      expect(answers.filter(isSilence)).toEqual([]);
    }
    expect(heapUsed() - used).toBeLessThan(20_000_000);
    const fitting = calls.filter(isFitting);
    expect(fitting.length).toBeGreaterThan(100);
    expect(invoked.map(({ member, args }) => [member, args])).toEqual(
      fitting.map(({ member, body = [] }) => [member, body]),
    );
    expect(await managed()).toEqual(before);
    expect([heard, bugs]).toEqual([[], []]);
    listening.unsubscribe();
  });

  it('no property can be set, with any type', async () => {
    const before = await managed();
    for (const table of tables)
      for (const [key, signature] of Object.entries(table.properties)) {
        const body = [table.name, key, variant(signature, some(signature)[0])];
        await expect(ask({ member: 'Set', signature: 'ssv', body })).rejects.toMatchObject({
          errorName: 'org.freedesktop.DBus.Error.PropertyReadOnly',
        });
      }
    expect(await managed()).toEqual(before);
  });

  it('300 000 numbers where one is asked for', async () => {
    const body = [Array.from({ length: 300_000 }, (_, index) => index % 256)];
    const many = ask({ interface: 'org.freedesktop.ModemManager1.Modem', member: 'Enable', signature: 'ay', body });
    await expect(many).rejects.toMatchObject({ errorName: 'org.freedesktop.DBus.Error.InvalidArgs' });
  });

  it('descriptors that never came, in the arguments or in a variant', async () => {
    const stranger = await strange();
    const call = { type: 1, path: modem, interface: properties.name, destination: service.uniqueName };
    // "u" as dbus-next writes it, in the header and in a variant, made "h".
    stranger.say({ ...call, serial: 2, member: 'GetAll', signature: 'u', body: [7] }, ['\x01g\0\x01u', '\x01g\0\x01h']);
    const set = { member: 'Set', signature: 'ssv', body: ['a', 'b', ['u', 7]] };
    stranger.say({ ...call, serial: 3, ...set }, ['\x01u\0', '\x01h\0']);
    await expect.poll(() => stranger.heard().match(/Error\.InvalidArgs/g)).toHaveLength(2);
    expect(await managed()).toHaveLength(1);
    stranger.socket.destroy();
  });

  it('who wants no answer gets none, who leaves is not waited for', async () => {
    const stranger = await strange();
    const call = { type: 1, path: modem, interface: 'a.b', member: 'C', destination: service.uniqueName };
    for (let serial = 2; serial < 200; serial += 1) stranger.say({ ...call, serial, flags: noReplyExpected });
    const last = { ...call, interface: 'org.freedesktop.DBus.Peer', member: 'Ping', serial: 200 };
    const before = stranger.heard().length;
    stranger.say(last);
    await expect.poll(() => stranger.heard().length).toBeGreaterThan(before);
    expect(stranger.heard()).not.toContain('UnknownMethod');
    for (let serial = 201; serial < 300; serial += 1) stranger.say({ ...call, serial });
    stranger.socket.destroySoon();
    await firstValueFrom(client.vanished$(stranger.name()));
    expect(await managed()).toHaveLength(1);
    expect(bugs).toEqual([]);
  });
});

/** Whether a call is one of a method that is there, with arguments of its types. */
const isFitting = (call: Partial<OutgoingCall>): boolean => {
  const table = call.path === modem ? tables.find(({ name }) => name === call.interface) : undefined;
  const [, method] = Object.entries(table?.methods ?? {}).find(([member]) => member === call.member) ?? [];
  return method !== undefined && signatureOf(method.in) === (call.signature ?? '');
};

const isSilence = (answer: PromiseSettledResult<unknown>): boolean =>
  answer.status === 'rejected' && /NoReply|Disconnected/.test(String((answer.reason as DbusError).errorName));

const methods = [...tables, introspectable, objectManager, properties].flatMap((table) =>
  Object.entries(table.methods).map(([member, { in: takes }]) => ({
    interface: table.name,
    member,
    signature: signatureOf(takes),
  })),
);
/** One in three calls has the right types, and any values; the others have any types, and often no method. */
const anyCall: fc.Arbitrary<Partial<OutgoingCall>> = fc
  .record({
    path: fc.constantFrom(modem, modem, modem, root, '/', '/org', `${root}/SIM/0`, '/constructor'),
    method: fc.constantFrom(...methods),
  })
  .chain(({ path, method: { interface: name, member, signature } }) =>
    fc.oneof(
      bodyOf(signature).map((body) => ({ path, interface: name, member, signature, body })),
      anyBody().map((content) => ({ path, interface: name, member, ...content })),
      fc.record({
        path: fc.constant(path),
        interface: fc.constantFrom(name, 'org.example.None'),
        member: fc.constantFrom('constructor', '__proto__', 'State', member),
      }),
    ),
  );

const chunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

const heapUsed = (): number => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
};

/** A client that sends the bytes that it likes. */
const strange = async () => {
  const socket: Socket = createConnection(socketPath(machine.address) ?? '');
  await authenticate(socket);
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  const say = (frame: Frame, [from, to] = ['', '']) =>
    socket.write(Buffer.from(marshall(frame)[0].toString('latin1').replace(from, to), 'latin1'));
  const messageBus = { destination: 'org.freedesktop.DBus', path: '/', interface: 'org.freedesktop.DBus' };
  say({ type: 1, serial: 1, ...messageBus, member: 'Hello' });
  const name = () => /:1\.\d+/.exec(heard)?.[0] ?? '';
  await expect.poll(name).not.toBe('');
  return { socket, say, heard: () => heard, name };
};
