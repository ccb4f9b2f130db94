import type { Fact, FactOf } from '../../core/facts/fact.js';
import { seconds } from '../../core/facts/seconds.js';
import { misbehaviours, samplesOf, written } from '../../core/sim/misbehaviours.js';
import { code, table } from './fenced.js';
import { ended, type SimulatedRun, simulatedLife } from './simulated-run.js';

/** Everything that can go wrong on request: how the first walk ends, after how long, and what recovery does about it. */
export const misbehaviourTable = async (): Promise<string> => {
  const rows: (readonly string[])[] = [];
  for (const [name, kind] of Object.entries(misbehaviours)) {
    for (const [index, tried] of samplesOf(name).entries()) {
      const named = index === 0 ? [code(written(name, kind)), kind.sentence] : ['', ''];
      rows.push([...named, tried === name ? '' : code(tried), ...(await course(tried))]);
    }
  }
  return table(['name', 'what happens', 'for example', 'outcome', 'cause', 'after', 'what recovery does'], rows);
};

const course = async (tried: string): Promise<readonly string[]> => {
  const facts = await simulatedLife(['up', '--simulate', 'mf627@three-uk', '--misbehave', tried], 2);
  const { facts: first, verdict, status } = ended(facts);
  const [outcome, cause] = verdict.online ? ['online', ''] : [`exit ${status}`, code(verdict.causes[0]?.id ?? 'none')];
  const after = verdict.online ? later(facts.slice(first.length)) : [];
  return [outcome, cause, seconds(verdict.totalMs), [...recovered(first), ...after].join(', then ')];
};

/** How a run ended, as the documents say it: `exit 18: apn-missing`. */
export const outcome = ({ verdict, status }: SimulatedRun): string =>
  verdict.online ? `exit ${status}: online` : `exit ${status}: ${verdict.causes[0]?.id ?? 'no cause'}`;

/** `2 × redial, 2 s after dial.no-carrier`, in the order of the first of each. */
const recovered = (facts: readonly Fact[]): readonly string[] => {
  const chosen = facts.filter((fact) => fact.fact === 'recovery.chosen');
  const kinds = [...new Set(chosen.map(kindOf))];
  return kinds.map((kind) => `${chosen.filter((one) => kindOf(one) === kind).length} × ${kind}`);
};

const kindOf = ({ action, on, waitMs }: FactOf<'recovery.chosen'>): string =>
  `${code(action)}${waitMs > 0 ? `, ${waitMs / 1000} s` : ''} after ${code(on)}`;

/** What happened to a link that had been up. */
const later = (facts: readonly Fact[]): readonly string[] => {
  const next = facts.find((fact) => fact.fact === 'verdict');
  return next ? [...recovered(facts), `${next.online ? 'online' : 'given up'} ${seconds(next.totalMs)} later`] : [];
};
