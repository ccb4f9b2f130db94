import zte from '@dialtone/plugin-zte';
import { checkPlugin, findSimulation, type LoadedPlugin, pickPlugins, type Simulation } from '@dialtone/plugins/host';
import { exitStatus } from '../../core/cli/exit-status.js';
import { opening } from '../../core/cli/opening.js';
import { program, type UpFlags } from '../../core/cli/program.js';
import type { Simulate, StartOptions } from '../../core/cli/run.js';
import { startOptions } from '../../core/cli/start-options.js';
import type { Fact, FactOf } from '../../core/facts/fact.js';
import { chooseEngine, type EnginePlace } from '../../core/links/choose-engine.js';
import { checkSystem } from '../../core/links/system-check.js';
import { type Rig, rig } from '../../core/sim/rig.js';
import { threeUk } from '../scenarios/story.js';

/** How a command line ended. */
export interface SimulatedRun {
  /** From the first fact to the verdict. */
  readonly facts: readonly Fact[];
  readonly verdict: FactOf<'verdict'>;
  readonly status: number;
}

/**
 * What `dialtone up … --once` does for somebody who is not root, in virtual time: typed, checked and put together as by the command
 * line, with a rig where that has ptys and a clock. `args` is everything after `dialtone`. Rejects as the command line would.
 */
export const simulatedRun = async (args: readonly string[]): Promise<SimulatedRun> =>
  ended(await simulatedLife(args, 1));

/** What `dialtone up …` does in virtual time, up to so many verdicts, or for ten minutes after the first one. */
export const simulatedLife = async (args: readonly string[], verdicts: number): Promise<readonly Fact[]> => {
  const options = startOptions(await typed(args), () => undefined);
  const simulation = asked(options);
  const walking = walk(options, simulation);
  try {
    await walking.verdict();
    await walking.run(() => walking.verdicts.length >= verdicts, 600_000);
    return [...first(options, simulation, walking), ...walking.facts.map(withPty())];
  } finally {
    await walking.end();
  }
};

/** The flags of `up` as the command line reads them. Rejects with commander's own error. */
export const typed = async (args: readonly string[]): Promise<UpFlags> => {
  const { up } = await read(args);
  if (!up) throw new Error(`dialtone ${args.join(' ')} is not "up"`);
  return up;
};

/** The stick that `simulate` is to leave on its ttys. Rejects with commander's own error. */
export const typedStick = async (args: readonly string[]): Promise<string | undefined> => (await read(args)).stick;

const read = async (args: readonly string[]) => {
  const calls: { up?: UpFlags; stick?: string | undefined } = {};
  const up = async (flags: UpFlags) => void Object.assign(calls, { up: flags });
  const simulate = async (stick?: string) => void Object.assign(calls, { stick });
  const other = async () => undefined;
  const commands = {
    up,
    simulate,
    daemon: other,
    status: other,
    explain: other,
    watch: other,
    doctor: other,
    plugin: {
      add: other,
      remove: other,
      info: other,
      list: other,
      pin: other,
      newCarrier: other,
      newDevice: other,
      check: other,
      test: other,
    },
    'install-service': other,
    'uninstall-service': other,
  };
  await program(commands, () => undefined).parseAsync(['node', 'dialtone', ...args]);
  return calls;
};

const loaded = (parts: Parameters<typeof checkPlugin>[0]): LoadedPlugin => {
  const outcome = checkPlugin(parts);
  if (outcome.kind === 'refused') throw new Error(outcome.because);
  return outcome;
};

/** From the sources, and checked as the host checks what is installed. */
export const plugins: readonly LoadedPlugin[] = [
  loaded({ name: 'zte', version: '0', devices: { file: 'index.ts', value: zte }, carriers: [] }),
  loaded({ name: 'three-uk', version: '0', carriers: [{ file: 'three-uk.json', value: threeUk }] }),
];

const asked = (options: StartOptions): Simulation => {
  const { device, carrier } = simulateOf(options);
  const found = findSimulation(`${device}@${carrier}`, plugins);
  if (found.kind === 'unknown') throw new Error(found.because);
  return found;
};

const simulateOf = ({ simulate }: StartOptions): Simulate => {
  if (simulate === undefined) throw new Error('the examples are simulated');
  return simulate;
};

const walk = (options: StartOptions, { device, carrier }: Simulation): Rig => {
  const picked = pickPlugins(plugins, options.disabledPlugins);
  if (picked.kind === 'unknown') throw new Error(picked.because);
  return rig({
    world: { device: device.value, carrier: carrier.value },
    devices: picked.enabled.flatMap(({ devices }) => devices),
    carriers: picked.enabled.flatMap(({ carriers }) => carriers),
    misbehave: simulateOf(options).misbehave,
    wanted: { level: 'online', overrides: options.overrides },
  });
};

const first = (options: StartOptions, simulation: Simulation, { world }: Rig): readonly Fact[] =>
  opening(simulateOf(options), simulation, withoutRights(options), world.delays, []).map((body) => ({
    t: 0,
    ...body,
  }));

/** Where a link lives on a machine on which we may make no interface. */
const withoutRights = ({ engine }: StartOptions): EnginePlace => {
  const nowhere = '/nonexistent';
  const system = checkSystem({ tunDevice: nowhere, pppDevice: nowhere, programs: [], status: nowhere });
  const chosen = chooseEngine(engine, system, 'pseudo');
  if (!chosen.ok || chosen.engine !== 'userspace') throw new Error(chosen.because);
  return chosen.place;
};

/** A rig's ports are wires; the command line's are ptys, numbered as they come. */
const withPty = (): ((fact: Fact) => Fact) => {
  const ptys: string[] = [];
  const ptyOf = (wire: string): string => {
    if (!ptys.includes(wire)) ptys.push(wire);
    return `/dev/pts/${ptys.indexOf(wire)}`;
  };
  return (fact) => JSON.parse(JSON.stringify(fact).replace(/virtual\/[\w.:-]+/g, ptyOf)) as Fact;
};

/** With `--once` nothing is told after the first verdict. */
export const ended = (facts: readonly Fact[]): SimulatedRun => {
  const told = facts.slice(0, facts.findIndex(({ fact }) => fact === 'verdict') + 1);
  const verdict = told.at(-1);
  if (verdict?.fact !== 'verdict') throw new Error('there was no verdict');
  return { facts: told, verdict, status: exitStatus(told, { once: true }) };
};
