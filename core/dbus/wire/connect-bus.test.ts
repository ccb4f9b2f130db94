import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { firstValueFrom, lastValueFrom, type Observable, take, toArray } from 'rxjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../sim/virtual-clock.js';
import type { Bus, Handler, OutgoingCall, Signal } from './bus.js';
import { connectBus } from './connect-bus.js';
import { type PrivateBus, privateBus } from './private-bus.test.helper.js';
import { busError, DbusError, modemError, variant } from './values.js';
import { anyBody } from './values.test.helper.js';

let machine: PrivateBus;
let service: Bus;
let client: Bus;
let bugs: unknown[];

beforeAll(async () => {
  machine = await privateBus();
});
afterAll(() => machine.stop());
beforeEach(async () => {
  bugs = [];
  [service, client] = await Promise.all([
    connectBus({ address: machine.address, onBug: (error) => bugs.push(error) }),
    connectBus({ address: machine.address }),
  ]);
});
afterEach(() => Promise.all([service.close(), client.close()]));

const ask = (member: string, more: Partial<OutgoingCall> = {}): Promise<readonly unknown[]> =>
  client.call({
    destination: service.uniqueName,
    path: '/org/example',
    interface: 'org.example.Test',
    member,
    limitMs: 3_000,
    ...more,
  });
const echo: Handler = async ({ signature, body }) => ({ signature, body });
const failure = (promise: Promise<unknown>): Promise<DbusError> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => (error instanceof DbusError ? error : Promise.reject(error)),
  );

describe('values over a real bus', () => {
  it.each<[string, unknown]>([
    ['a{uu}', { 2: 3, 4: 10 }],
    [
      'a(su)',
      [
        ['ttyUSB0', 3],
        ['ttyUSB1', 2],
      ],
    ],
    ['(ub)', [67, true]],
    ['aa{sv}', [{ 'operator-code': variant('s', '23420'), status: variant('u', 2) }, {}]],
    ['ay', new Uint8Array([0, 1, 255])],
    ['ay', new Uint8Array()],
    [
      'a{sv}',
      { rssi: variant('d', -71.5), nested: variant('a{sv}', { inner: variant('a{uv}', { 1: variant('b', false) }) }) },
    ],
    ['a{sv}', JSON.parse('{"__proto__":{"signature":"s","value":"kept as a key"}}')],
    ['d', 0.1],
    ['t', 2n ** 64n - 1n],
    ['x', -(2n ** 62n)],
    ['i', -1],
    ['au', []],
    ['ao', ['/', '/org/example/1']],
    ['v', variant('v', variant('(ss)', ['', '']))],
    ['a{oa{sa{sv}}}', { '/a': { 'org.example.A': { P: variant('a(uu)', [[6, 4]]) } } }],
    ['a{s(sss)}', { apn: ['three.co.uk', 'carrier', 'three-uk'] }],
  ])('%s comes back as it went: %o', async (signature, value) => {
    service.serve(echo);
    expect(await ask('Echo', { signature, body: [value] })).toEqual([value]);
  });

  it('whatever fits its signature comes back as it went', async () => {
    service.serve(echo);
    await fc.assert(
      fc.asyncProperty(anyBody(), async ({ signature, body }) => {
        expect(await ask('Echo', { signature, body })).toEqual(body);
      }),
      { numRuns: 200 },
    );
  });

  it('takes a small number for a 64-bit one', async () => {
    service.serve(echo);
    expect(await ask('Echo', { signature: 'xt', body: [-5, 7] })).toEqual([-5n, 7n]);
  });

  it('text loses a NUL rather than the message', async () => {
    service.serve(echo);
    expect(await ask('Echo', { signature: 's', body: ['a\0b'] })).toEqual(['a\uFFFDb']);
  });

  it.each<[string, unknown]>([
    ['u', -1],
    ['u', '1'],
    ['y', 256],
    ['b', 'true'],
    ['d', Number.NaN],
    ['s', undefined],
    ['o', 'no path'],
    ['o', '/a//b'],
    ['g', '('],
    ['h', 0],
    ['v', 'bare'],
    ['a{sv}', undefined],
    ['au', 7],
    ['(ub)', [1]],
    ['t', 2n ** 64n],
  ])('%s refuses %o before it leaves, and the connection lives', async (signature, value) => {
    service.serve(echo);
    await expect(ask('Echo', { signature, body: [value] })).rejects.toThrow();
    expect(await ask('Echo', { signature: 's', body: ['still here'] })).toEqual(['still here']);
  });
});

describe('calls that come in', () => {
  it('know their sender, path, interface and member', async () => {
    service.serve(async (call) => ({ signature: 'a{ss}', body: [{ ...call, body: call.body.join() }] }));
    expect(await ask('Tell', { signature: 'us', body: [1, 'two'] })).toEqual([
      {
        sender: client.uniqueName,
        path: '/org/example',
        interface: 'org.example.Test',
        member: 'Tell',
        signature: 'us',
        body: '1,two',
      },
    ]);
  });

  it('a DbusError is the answer', async () => {
    service.serve(async () => {
      throw modemError('Core.WrongState', 'The modem is not enabled yet.');
    });
    expect(await failure(ask('Fail'))).toMatchObject({
      errorName: 'org.freedesktop.ModemManager1.Error.Core.WrongState',
      message: 'The modem is not enabled yet.',
    });
  });

  it.each<[string, Handler]>([
    ['anything else', async () => Promise.reject(new TypeError('secret of the house at /work'))],
    [
      'an error before the promise',
      () => {
        throw new TypeError('secret of the house at /work');
      },
    ],
    ['an answer that does not fit', async () => ({ signature: 'u', body: ['secret of the house'] })],
    ['an answer without a value', async () => ({ signature: 'u', body: [] })],
  ])('%s is a sentence to the caller, and a bug to us', async (_, handler) => {
    service.serve(handler);
    const { errorName, message } = await failure(ask('Fail'));
    expect(errorName).toBe('org.freedesktop.ModemManager1.Error.Core.Failed');
    expect(message).toMatch(/^Dialtone failed at Fail by a fault of its own\./);
    expect(message).not.toMatch(/secret|\bat \/|\n/);
    expect(bugs).toEqual([new Error('org.example.Test.Fail at /org/example failed.')]);
  });

  it('nobody is left waiting while there is no handler', async () => {
    expect((await failure(ask('Early'))).errorName).toBe('org.freedesktop.DBus.Error.UnknownObject');
  });

  it('Peer is answered on every path', async () => {
    const peer = (member: string, more: Partial<OutgoingCall> = {}) =>
      ask(member, { interface: 'org.freedesktop.DBus.Peer', path: '/nowhere/at/all', ...more });
    expect(await peer('Ping')).toEqual([]);
    expect((await failure(peer('Pong'))).errorName).toBe('org.freedesktop.DBus.Error.UnknownMethod');
    expect((await failure(peer('Ping', { signature: 's', body: ['x'] }))).errorName).toMatch(/InvalidArgs$/);
  });
});

describe('calls that go out', () => {
  it('end in time', async () => {
    const clock = new VirtualClock();
    const patient = await connectBus({ address: machine.address, clock });
    service.serve(() => new Promise(() => undefined));
    const silent = failure(
      patient.call({ destination: service.uniqueName, path: '/', interface: 'a.b', member: 'Silent', limitMs: 25_000 }),
    );
    await clock.run({ limitMs: 24_999 });
    expect(clock.booked).toBe(1);
    await clock.run({ limitMs: 1 });
    expect(await silent).toMatchObject({
      errorName: 'org.freedesktop.DBus.Error.NoReply',
      message: `${service.uniqueName} did not answer Silent within 25 s.`,
    });
    await patient.close();
  });

  it('leave no time limit behind once they are answered', async () => {
    const clock = new VirtualClock();
    const bus = await connectBus({ address: machine.address, clock });
    await bus.userOf(bus.uniqueName);
    expect(clock.booked).toBe(0);
    await bus.close();
  });

  it('500 at once: those that the bus would refuse wait for their turn', async () => {
    service.serve(echo);
    const all = Array.from({ length: 500 }, (_, number) => ask('Echo', { signature: 'u', body: [number] }));
    expect((await Promise.all(all)).map(([number]) => number)).toEqual(all.map((__, index) => index));
  });

  it('to nobody, or where no name is, are refused and do no harm', async () => {
    expect((await failure(ask('X', { destination: 'org.example.Nobody' }))).errorName).toMatch(/ServiceUnknown$/);
    await expect(ask('X', { destination: 'no name' })).rejects.toThrow('Invalid bus name');
    await expect(ask('X', { path: 'no/path' })).rejects.toThrow('Invalid object path');
    expect(await client.userOf(service.uniqueName)).toBe(process.getuid?.());
  });
});

describe('names', () => {
  it('one owner, the next is told', async () => {
    expect(await service.requestName('org.example.One')).toBe('owned');
    expect(await service.requestName('org.example.One')).toBe('owned');
    expect(await client.requestName('org.example.One')).toBe('taken');
    service.serve(async () => ({ signature: 's', body: ['first'] }));
    expect(await ask('Who', { destination: 'org.example.One' })).toEqual(['first']);
  });

  it('who was refused is not in a queue', async () => {
    await service.requestName('org.example.Queue');
    await client.requestName('org.example.Queue');
    await service.close();
    await firstValueFrom(client.vanished$('org.example.Queue'));
  });

  it('a name that was somebody else’s when we called it can be ours later', async () => {
    service.serve(echo);
    await service.requestName('org.example.Later');
    await ask('Echo', { destination: 'org.example.Later' });
    await service.close();
    await firstValueFrom(client.vanished$('org.example.Later'));
    expect(await client.requestName('org.example.Later')).toBe('owned');
    client.serve(echo);
    const third = await connectBus({ address: machine.address });
    const call = { destination: 'org.example.Later', path: '/', interface: 'a.b', member: 'C', limitMs: 3_000 };
    expect(await third.call(call)).toEqual([]);
    await third.close();
  });

  it('tells when a caller vanishes, once', async () => {
    const gone = lastValueFrom(service.vanished$(client.uniqueName).pipe(toArray()));
    await service.userOf(client.uniqueName);
    await client.close();
    expect(await gone).toEqual([undefined]);
  });

  it('and at once when nobody ever had the name', async () => {
    expect(await firstValueFrom(service.vanished$('org.example.Never'))).toBeUndefined();
    expect(await firstValueFrom(service.vanished$(':9.999'))).toBeUndefined();
  });
});

describe('signals', () => {
  const changed = { path: '/a', interface: 'org.example.Test', member: 'Changed', signature: 'u' };
  /** Every message that this connection has sent by now has arrived everywhere. */
  const delivered = (bus: Bus): Promise<unknown> => bus.userOf(bus.uniqueName);
  const collect = (signals$: Observable<Signal>): unknown[] => {
    const seen: unknown[] = [];
    subscriptions.push(signals$.subscribe(({ body }) => seen.push(body[0])));
    return seen;
  };
  const subscriptions: { unsubscribe(): void }[] = [];
  afterEach(() => {
    for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
  });

  it('come to those who asked for them, and only while they ask', async () => {
    const one = collect(client.signals$({ member: 'Changed' }));
    const two = collect(client.signals$({ path: '/b' }));
    await delivered(client);
    service.emit({ ...changed, body: [1] });
    service.emit({ ...changed, path: '/b', body: [2] });
    await delivered(service);
    await delivered(client);
    expect([one, two]).toEqual([[1, 2], [2]]);
    for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
    service.emit({ ...changed, body: [3] });
    await delivered(service);
    await delivered(client);
    expect([one, two]).toEqual([[1, 2], [2]]);
  });

  it('the second of two with the same rule still hears when the first has left, and the bus forgets the rule with the last', async () => {
    const rule = { member: 'Changed' };
    const first = client.signals$(rule).subscribe();
    const seen = collect(client.signals$(rule));
    first.unsubscribe();
    await delivered(client);
    service.emit({ ...changed, body: [1] });
    await delivered(service);
    await delivered(client);
    expect(seen).toEqual([1]);
    for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
    const text = "type='signal',member='Changed'";
    const remove = {
      destination: 'org.freedesktop.DBus',
      path: '/',
      interface: 'org.freedesktop.DBus',
      member: 'RemoveMatch',
    };
    expect((await failure(client.call({ ...remove, signature: 's', body: [text], limitMs: 3_000 }))).errorName).toMatch(
      /MatchRuleNotFound$/,
    );
  });

  it('of a well-known name are its owner’s alone, who may change', async () => {
    const liar = await connectBus({ address: machine.address });
    const seen = collect(client.signals$({ sender: 'org.example.Told', member: 'Changed' }));
    await service.requestName('org.example.Told');
    await delivered(client);
    liar.emit({ ...changed, body: [666], destination: client.uniqueName });
    await delivered(liar);
    service.emit({ ...changed, body: [1] });
    await service.close();
    await firstValueFrom(liar.vanished$('org.example.Told'));
    await liar.requestName('org.example.Told');
    liar.emit({ ...changed, body: [2] });
    await delivered(liar);
    await delivered(client);
    expect(seen).toEqual([1, 2]);
    await liar.close();
  });

  it('one that does not fit its signature is a bug, not an end', async () => {
    service.emit({ ...changed, body: ['text'] });
    expect(bugs).toEqual([new Error('The signal org.example.Test.Changed cannot be sent.')]);
    await delivered(service);
  });
});

describe('the end', () => {
  it('of the bus: told once, whenever asked; calls, signals and waits end with it', async () => {
    const own = await privateBus();
    const bus = await connectBus({ address: own.address });
    const other = await connectBus({ address: own.address });
    other.serve(() => new Promise(() => undefined));
    const call = { destination: other.uniqueName, path: '/', interface: 'a.b', member: 'C', limitMs: 60_000 };
    const pending = Array.from({ length: 150 }, () => failure(bus.call(call)));
    const signals = lastValueFrom(bus.signals$({}).pipe(toArray()));
    const told = lastValueFrom(bus.gone$.pipe(toArray()));
    await bus.userOf(bus.uniqueName);
    await own.stop();
    expect(await told).toEqual([undefined]);
    for (const { errorName } of await Promise.all(pending))
      expect(errorName).toBe('org.freedesktop.DBus.Error.Disconnected');
    await signals;
    expect(await lastValueFrom(bus.gone$.pipe(toArray()))).toEqual([undefined]);
    expect((await failure(bus.call(call))).message).toBe('The connection to the message bus has ended.');
    bus.emit({ path: '/', interface: 'a.b', member: 'C', signature: '', body: [] });
    await Promise.all([bus.close(), other.close()]);
  });

  it('of our own accord is nothing to tell, and what was sent goes out', async () => {
    const told = lastValueFrom(service.gone$.pipe(toArray()));
    const heard = firstValueFrom(client.signals$({ member: 'Last' }).pipe(take(1)));
    await client.userOf(client.uniqueName);
    service.emit({ path: '/', interface: 'a.b', member: 'Last', signature: 's', body: ['x'.repeat(1_000_000)] });
    await service.close();
    expect(await told).toEqual([]);
    expect((await heard).body).toHaveLength(1);
  });
});

describe('a bus that cannot be reached', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dialtone-no-bus-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is not there', async () => {
    await expect(connectBus({ address: `unix:path=${directory}/none` })).rejects.toThrow(
      `There is no message bus at unix:path=${directory}/none. Start it (systemctl start dbus), or set`,
    );
  });

  it('has an address that we do not know', async () => {
    await expect(connectBus({ address: 'tcp:host=localhost,port=1' })).rejects.toThrow('by unix:path=… only');
  });

  it.each<[string, string, RegExp]>([
    ['hangs up', 'end', /does not take us: /],
    ['refuses everybody', 'REJECTED EXTERNAL\r\n', /does not take us: No authentication methods left/],
    ['speaks another language', 'HTTP/1.1 400 Bad Request\r\n', /does not take us: /],
  ])('%s', async (_, answer, sentence) => {
    const path = join(directory, answer.slice(0, 3));
    const server = createServer((socket) => {
      if (answer === 'end') socket.end();
      else socket.on('data', () => socket.write(answer)).on('error', () => undefined);
    }).listen(path);
    await expect(connectBus({ address: `unix:path=${path}` })).rejects.toThrow(sentence);
    server.close();
  });

  it('takes the connection and stays silent', async () => {
    const clock = new VirtualClock();
    const path = join(directory, 'silent');
    let arrived = 0;
    const server = createServer((socket) => {
      arrived += 1;
      socket.resume().on('error', () => undefined);
    }).listen(path);
    const connecting = expect(connectBus({ address: `unix:path=${path}`, clock })).rejects.toThrow(
      'did not answer within 10 s',
    );
    await expect.poll(() => arrived).toBe(1);
    await clock.run();
    await connecting;
    server.close();
  });
});

it('an error of the bus keeps its name', async () => {
  expect(busError('InvalidArgs', 'x').errorName).toBe('org.freedesktop.DBus.Error.InvalidArgs');
});
