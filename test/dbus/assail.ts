import type { Bus } from '../../core/dbus/wire/bus.js';
import { type HostileCall, hostileCalls } from './hostile-calls.js';
import { type Introspected, introspect } from './introspected.js';

export interface Assailed {
  /** How often each answer came: error names, and `answered` for what was no error. */
  readonly answers: Readonly<Record<string, number>>;
  /** Calls that had no answer in time. */
  readonly unanswered: readonly HostileCall[];
  /** Error texts that tell more of our insides than a caller should see. */
  readonly leaks: readonly string[];
  /** What can be seen on the bus, before and after. */
  readonly before: string;
  readonly after: string;
}

export interface Target {
  readonly connect: () => Promise<Bus>;
  readonly destination: string;
  /** The object that has all others below it. */
  readonly root: string;
}

/** Makes so many hostile calls, many at a time; every tenth caller goes away before its answers come. */
export const assail = async (
  { connect, destination, root }: Target,
  count: number,
  seed: number,
): Promise<Assailed> => {
  const bus = await connect();
  const objects = await introspect(bus, destination, root);
  const before = await seenOn(bus, destination, objects);
  const calls = hostileCalls(objects, seed);
  const answers: Record<string, number> = {};
  const unanswered: HostileCall[] = [];
  const leaks: string[] = [];
  const make = async (by: Bus, call: HostileCall): Promise<void> => {
    const answer = await by.call({ destination, ...call, limitMs: answerLimit }).then(
      () => ({ name: 'answered', text: '' }),
      (error: unknown) => nameAndText(error),
    );
    answers[answer.name] = (answers[answer.name] ?? 0) + 1;
    if (answer.name.endsWith('.NoReply')) unanswered.push(call);
    if (leaky.test(answer.text)) leaks.push(answer.text);
  };
  for (let made = 0; made < count; made += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - made) }, () => calls.next().value);
    if (made % (10 * atOnce) === 0) await vanishing(await connect(), destination, batch);
    else await Promise.all(batch.map((call) => make(bus, call)));
  }
  const after = await seenOn(bus, destination, objects);
  await bus.close();
  return { answers, unanswered, leaks, before, after };
};

const answerLimit = 30_000;
const atOnce = 25;
/** A stack, a source file, JavaScript's own words. */
const leaky = /\n\s+at |\.[jt]s:\d|node:internal|TypeError|RangeError|undefined|\[object/;

const vanishing = async (bus: Bus, destination: string, batch: readonly HostileCall[]): Promise<void> => {
  for (const call of batch) void bus.call({ destination, ...call, limitMs: answerLimit }).catch(() => undefined);
  await bus.close();
};

const nameAndText = (error: unknown): { readonly name: string; readonly text: string } => {
  const { errorName, message } = error as { readonly errorName?: string; readonly message: string };
  // Whatever did not come over the bus is a fault of the generator: a value that its signature cannot carry.
  if (errorName === undefined) throw error;
  return { name: errorName, text: message };
};

/** All properties of all objects, as text. */
const seenOn = async (bus: Bus, destination: string, objects: readonly Introspected[]): Promise<string> => {
  const seen: unknown[] = [];
  for (const { path, interfaces } of objects)
    for (const { name, properties } of interfaces)
      if (Object.keys(properties).length > 0)
        seen.push([
          path,
          name,
          await bus.call({
            destination,
            path,
            interface: 'org.freedesktop.DBus.Properties',
            member: 'GetAll',
            signature: 's',
            body: [name],
            limitMs: answerLimit,
          }),
        ]);
  return JSON.stringify(seen, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 1);
};
