import { firstValueFrom, take, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../facts/usage-error.js';
import { ownRootInterface, root, serviceName } from '../face-state.js';
import type { StickStatus } from '../status.js';
import type { Bus, Handler, OutgoingCall } from '../wire/bus.js';
import { connectBus } from '../wire/connect-bus.js';
import { type PrivateBus, privateBus } from '../wire/private-bus.test.helper.js';
import { busError } from '../wire/values.js';
import { dialtoneOnBus } from './dialtone-on-bus.js';

const stick: StickStatus = { stick: '1-3', doing: 'walking', stage: 'dial', wanted: 'online', times: {}, causes: [] };
const json = JSON.stringify(stick);

let daemon: PrivateBus;
let service: Bus;
let bus: Bus;

beforeEach(async () => {
  daemon = await privateBus();
  service = await connectBus({ address: daemon.address });
  bus = await connectBus({ address: daemon.address });
});
afterEach(async () => {
  await Promise.all([service.close(), bus.close()]);
  await daemon.stop();
});

/** Somebody has the name and answers so. */
const answering = async (handler: Handler) => {
  service.serve(handler);
  expect(await service.requestName(serviceName)).toBe('owned');
  return dialtoneOnBus(bus);
};

const emit = (from: Bus, fact: string): void =>
  from.emit({ path: root, interface: ownRootInterface, member: 'Fact', signature: 's', body: [fact] });

describe('a Dialtone on the bus', () => {
  it('tells its sticks', async () => {
    const asked: unknown[] = [];
    const dialtone = await answering(async ({ path, interface: name, member, signature }) => {
      asked.push([path, name, member, signature]);
      return { signature: 'as', body: [[json, json]] };
    });
    expect(await dialtone.sticks()).toEqual([stick, stick]);
    expect(asked).toEqual([['/org/freedesktop/ModemManager1', 'org.dialtone.Dialtone1', 'GetSticks', '']]);
  });

  it('may have no stick', async () => {
    const dialtone = await answering(async () => ({ signature: 'as', body: [[]] }));
    expect(await dialtone.sticks()).toEqual([]);
  });

  it.each([
    ['another type', { signature: 's', body: [json] }],
    ['nothing', { signature: '', body: [] }],
    ['no JSON', { signature: 'as', body: [[json, '{']] }],
    ['other JSON', { signature: 'as', body: [[JSON.stringify({ ...stick, causes: 'none' })]] }],
  ])('that answers with %s is another version', async (_, answer) => {
    const dialtone = await answering(async () => answer);
    const refusal = dialtone.sticks();
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow('it is another version');
  });

  it('does not run where nobody has the name', async () => {
    const refusal = dialtoneOnBus(bus).sticks();
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow('Dialtone does not run as a service here: `dialtone install-service` starts');
  });

  it.each([
    ['UnknownMethod', 'ModemManager, not Dialtone, answers'],
    ['UnknownInterface', 'ModemManager, not Dialtone, answers'],
    ['AccessDenied', 'try it with sudo'],
    ['NoReply', 'did not answer within 5 s: `journalctl -u dialtone`'],
    ['Failed', 'did not answer: so it is'],
  ])('is told from others by %s', async (nick, sentence) => {
    const dialtone = await answering(() => Promise.reject(busError(nick, 'so it is')));
    const refusal = dialtone.sticks();
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow(sentence);
  });

  it('is asked by its unique name, so that the bus starts nobody, and not waited for for ever', async () => {
    await answering(async () => ({ signature: 'as', body: [[]] }));
    const calls: OutgoingCall[] = [];
    const call: Bus['call'] = (one) => {
      calls.push(one);
      return bus.call(one);
    };
    await dialtoneOnBus({ ...bus, call }).sticks();
    expect(calls.at(-1)).toMatchObject({ destination: service.uniqueName, limitMs: 5_000 });
    expect(calls.map(({ destination }) => destination)).not.toContain(serviceName);
  });

  it('tells facts, and only it does; what is no fact is left out', async () => {
    const dialtone = await answering(async () => ({ signature: 'as', body: [[]] }));
    const told = firstValueFrom(dialtone.facts$.pipe(take(2), toArray()));
    // Answered behind the wish for signals, and the owner's name, which went out before it.
    await dialtone.sticks();
    const facts = [
      { t: 1, fact: 'online', stick: '1-3', stage: 'ppp' },
      { t: 2, fact: 'usb.left', announced: true },
    ];
    emit(bus, JSON.stringify(facts[0]));
    emit(service, JSON.stringify(facts[0]));
    for (const other of ['{', '7', '{"t":"1","fact":"online"}', '{"t":1,"fact":"rained"}']) emit(service, other);
    emit(service, JSON.stringify(facts[1]));
    expect(await told).toEqual(facts);
  });

  it('vanishes with its connection', async () => {
    const dialtone = await answering(async () => ({ signature: 'as', body: [[]] }));
    const gone = firstValueFrom(dialtone.vanished$);
    await dialtone.sticks();
    await service.close();
    await gone;
  });

  it('vanishes with the bus', async () => {
    const dialtone = await answering(async () => ({ signature: 'as', body: [[]] }));
    const gone = firstValueFrom(dialtone.vanished$);
    await dialtone.sticks();
    await daemon.stop();
    await gone;
    await expect(dialtone.sticks()).rejects.toThrow('The message bus went away');
  });
});
