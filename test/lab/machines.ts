import type { Played } from './guest/play.js';
import type { Scenario } from './guest/scenario.js';
import type { Boot, Booted } from './machine/boot.js';

export interface Named {
  readonly name: string;
  readonly scenario: Scenario;
}

/** What came of one scenario. */
export interface Outcome {
  /** Absent where the machine brought nothing back. */
  readonly played?: Played;
  /** The last facts of its Dialtones, one a line. */
  readonly facts: string;
  readonly console: string;
  readonly timedOut: boolean;
}

/** Who plays on one machine: to boot it costs as much as a short scenario. Long ones have their own, first of all. */
export const machinesFor = (scenarios: readonly Named[]): readonly (readonly Named[])[] => {
  const machines = new Map<string, Named[][]>();
  for (const named of scenarios.toSorted((one, other) => Number(isLong(other)) - Number(isLong(one)))) {
    const { clock, optimising, init } = named.scenario;
    const alike = JSON.stringify(isLong(named) ? named.name : [clock, optimising, init]);
    const group = machines.get(alike) ?? [];
    const last = group.at(-1);
    if (last === undefined || last.length >= mostOnOne) group.push([named]);
    else last.push(named);
    machines.set(alike, group);
  }
  return [...machines.values()].flat();
};

const isLong = ({ scenario }: Named): boolean => scenario.long ?? false;

/** So that two processors get through at about the same time. */
const mostOnOne = 4;

/** Boots for these; whoever comes after one that failed has a new machine, since that one may be anyhow. `bootFor` waits for its turn. */
export const playOn = async (
  machine: readonly Named[],
  bootFor: (boot: Pick<Boot, 'scenarios' | 'clock' | 'optimising' | 'init'>) => Promise<Booted>,
  tell: (name: string, outcome: Outcome) => void,
): Promise<void> => {
  const [first, ...others] = machine;
  if (first === undefined) return;
  const { clock = 'real', optimising = false, init } = first.scenario;
  const scenarios = machine.map(({ name }) => `scenarios/${name}`);
  const { result, console, timedOut } = await bootFor({ scenarios, clock, optimising, init });
  const outcomes = machine.map((_, number): Outcome => {
    const played = result(`result-${number}.json`);
    const facts = result(`facts-${number}.jsonl`)?.split('\n').slice(-60).join('\n') ?? '';
    return { ...(played === undefined ? {} : { played: JSON.parse(played) }), facts, console, timedOut };
  });
  const count = outcomes.filter(({ played }) => played !== undefined).length;
  for (const [number, { name }] of machine.entries()) {
    const outcome = outcomes[number];
    if (outcome !== undefined && (number < count || number === 0)) tell(name, outcome);
  }
  await playOn(count === 0 ? others : machine.slice(count), bootFor, tell);
};
