import type { LoadedPlugin } from '@dialtone/plugins/host';
import { type Simulation, simulatable } from '@dialtone/plugins/host';
import type { FactOf, Verdict } from '../facts/fact.js';
import { misbehaviours, samplesOf } from './misbehaviours.js';
import { factsOf, type Rig, rig } from './rig.js';

/** One run of the whole corridor in virtual time. */
export interface Trial {
  /** The stick and its SIM, e.g. `e173@orange-fr`. */
  readonly stick: string;
  /** What went wrong on purpose, e.g. `dial-busy`; absent where nothing did. */
  readonly misbehaves?: string;
  /** The verdict in a few words: `online after 5.9 s`, or the causes' ids. */
  readonly came: string;
  /** What a user would have suffered from; absent where the plugin did well. */
  readonly wrong?: string;
  /** All that the plugin makes of a stick, to be held against one literal; of the run where nothing goes wrong. */
  readonly plan?: TriedPlan;
}

/** What was dialled with, and who said each value; and the commands until then, in order, on each port by its USB interface. */
export interface TriedPlan extends Omit<FactOf<'plan.resolved'>, keyof FactStamp> {
  readonly sent: readonly string[];
}
type FactStamp = Pick<FactOf<'plan.resolved'>, 't' | 'fact' | 'stick' | 'stage' | 'at'>;

/**
 * Tries a plugin with no hardware: each stick that it has a twin of, with each SIM that it has a network of, through the whole corridor:
 * once as it should be, and once with everything that can be made to go wrong. `others` lend what it lacks (a carrier pack needs somebody's
 * stick, and a stick somebody's SIM). Gives nothing where there is no twin and no network to try.
 *
 * Well done is: online when nothing goes wrong; otherwise online all the same or a cause with a remedy, never a mistake of the code, and
 * nothing left open.
 */
export async function* tryPlugin(plugin: LoadedPlugin, others: readonly LoadedPlugin[]): AsyncGenerator<Trial> {
  const beside = others.filter(({ name }) => name !== plugin.name);
  const all = [plugin, ...beside];
  const own = simulatable(all).filter(
    ({ device, carrier }) => device.plugin === plugin.name || carrier.plugin === plugin.name,
  );
  for (const simulation of sparing(own, plugin.name)) {
    yield await trial(simulation, all);
    for (const misbehaves of Object.keys(misbehaviours).flatMap(samplesOf))
      yield await trial(simulation, all, misbehaves);
  }
}

/** What others lend stands for all of its kind: one SIM for each stick of the plugin's own, one stick for each SIM. */
const sparing = (all: readonly Simulation[], name: string): readonly Simulation[] => {
  const isOwn = ({ device, carrier }: Simulation) => device.plugin === name && carrier.plugin === name;
  const complete = all.filter(isOwn);
  const lacks = (key: 'device' | 'carrier') => (one: Simulation, at: number, list: readonly Simulation[]) =>
    one[key].plugin === name &&
    !complete.some((whole) => whole[key].value.id === one[key].value.id) &&
    list.findIndex((other) => other[key].value.id === one[key].value.id) === at;
  return [...complete, ...all.filter(lacks('device')), ...all.filter(lacks('carrier'))];
};

const trial = async (
  { name: stick, device, carrier }: Simulation,
  plugins: readonly LoadedPlugin[],
  misbehaves?: string,
): Promise<Trial> => {
  const run = rig({
    world: { device: device.value, carrier: carrier.value },
    devices: plugins.flatMap(({ devices }) => devices),
    carriers: plugins.flatMap(({ carriers }) => carriers),
    misbehave: misbehaves === undefined ? [] : [misbehaves],
  });
  const { verdict, ended } = await lived(run);
  const wrong = ended ?? complaint(run, verdict, misbehaves);
  const plan = misbehaves === undefined ? planOf(run) : undefined;
  return {
    stick,
    ...(misbehaves === undefined ? {} : { misbehaves }),
    came: verdict === undefined ? 'no verdict' : inWords(verdict),
    ...(wrong === undefined ? {} : { wrong }),
    ...(plan ? { plan } : {}),
  };
};

const planOf = ({ facts }: Rig): TriedPlan | undefined => {
  const [found] = factsOf(facts, 'plan.resolved');
  if (!found) return undefined;
  const { t: _t, fact: _fact, stick: _stick, stage: _stage, at: _at, ...plan } = found;
  const dialled = facts.findIndex(({ fact }) => fact === 'dial.connected');
  const before = dialled < 0 ? facts : facts.slice(0, dialled);
  return { ...plan, sent: factsOf(before, 'at.sent').map(({ port, command }) => `${port} ${command}`) };
};

const lived = async (run: Rig): Promise<{ readonly verdict?: Verdict; readonly ended?: string }> => {
  const verdict = await run.verdict().catch(() => undefined);
  const ended = await run.end().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { ...(verdict ? { verdict } : {}), ...(ended === undefined ? {} : { ended }) };
};

const complaint = (
  { facts }: Rig,
  verdict: Verdict | undefined,
  misbehaves: string | undefined,
): string | undefined => {
  const mistake = factsOf(facts, 'walk.ended').find(({ exit }) => exit === 'bug.unexpected');
  if (mistake) return `a mistake of the code: ${mistake.detail ?? 'it said nothing of itself'}`;
  const [refused] = factsOf(facts, 'plugin.refused');
  if (refused) return refused.because;
  if (verdict === undefined) return 'no verdict within an hour';
  if (verdict.online) return undefined;
  if (misbehaves === undefined) return 'it did not go online, though nothing went wrong';
  return verdict.causes.length === 0 ? 'it failed, and nothing was named as the cause' : undefined;
};

const inWords = (verdict: Verdict): string =>
  verdict.online
    ? `online after ${(verdict.totalMs / 1000).toFixed(1)} s`
    : verdict.causes.map(({ id }) => id).join(', ') || 'no cause';
