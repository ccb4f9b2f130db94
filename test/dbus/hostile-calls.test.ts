import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Bus } from '../../core/dbus/wire/bus.js';
import { connectBus } from '../../core/dbus/wire/connect-bus.js';
import { type PrivateBus, privateBus } from '../../core/dbus/wire/private-bus.test.helper.js';
import { dialtone, type Run, temporaryState } from '../dialtone.js';
import { assail } from './assail.js';

const destination = 'org.freedesktop.ModemManager1';
const state = temporaryState();
let machine: PrivateBus;
let run: Run;

beforeAll(async () => {
  machine = await privateBus();
  run = dialtone(['daemon', '--simulate', 'mf627@three-uk', '--no-provision', '--json'], {
    stateDirectory: state.path,
    environment: { DBUS_SYSTEM_BUS_ADDRESS: machine.address },
    // What leaks a little by the call ends it.
    nodeFlags: ['--max-old-space-size=64'],
  });
  await run.says('"bus.joined"');
  const bus = await connect();
  await until(async () => (await modemState(bus)) === disabled, 'a modem that is disabled');
  await bus.close();
});
afterAll(async () => {
  run.signal('SIGTERM');
  await run.ended;
  await machine.stop();
  state.remove();
});

const connect = (): Promise<Bus> => connectBus({ address: machine.address });

/** MM_MODEM_STATE_DISABLED */
const disabled = 3;
/** Megabytes. */
const mayGrow = 60;

it('10 000 hostile calls are each answered, and change nothing of what Dialtone is, holds and shows', async () => {
  const target = { connect, destination, root: '/' };
  // Whatever is loaded or made once is there by then.
  await assail(target, 2_000, 1);
  const held = residentMegabytes();
  const { answers, unanswered, leaks, before, after } = await assail(target, 10_000, 2);
  expect(unanswered).toEqual([]);
  expect(leaks).toEqual([]);
  expect(JSON.parse(after)).toEqual(JSON.parse(before));
  expect(residentMegabytes() - held).toBeLessThan(mayGrow);
  // They did get through to the methods, and not only to the checks before them.
  expect(Object.keys(answers)).toEqual(
    expect.arrayContaining([
      'org.freedesktop.DBus.Error.InvalidArgs',
      'org.freedesktop.DBus.Error.UnknownMethod',
      'org.freedesktop.DBus.Error.UnknownObject',
      expect.stringMatching(/^org\.freedesktop\.ModemManager1\.Error\.Core\./),
    ]),
  );
}, 120_000);

const modemState = async (bus: Bus): Promise<unknown> => {
  const [objects] = await bus.call({
    destination,
    path: '/org/freedesktop/ModemManager1',
    interface: 'org.freedesktop.DBus.ObjectManager',
    member: 'GetManagedObjects',
    limitMs: 5_000,
  });
  type Shown = Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, { readonly value: unknown }>>>>>
  >;
  return Object.values(objects as Shown)[0]?.[`${destination}.Modem`]?.State?.value;
};

const until = async (look: () => Promise<boolean>, what: string): Promise<void> => {
  const end = performance.now() + 30_000;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`not within 30 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const residentMegabytes = (): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${run.pid}/status`, 'utf8'))?.[1]) / 1024);
