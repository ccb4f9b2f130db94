import type { Fact } from '../../core/facts/fact.js';
import type { Rig, RigOptions } from '../../core/sim/rig.js';
import { story } from './story.js';

/** A moment of the walk from plug to online: a turn of the clock at which something new had happened. */
export interface Moment {
  /** How many facts there were. */
  readonly facts: number;
  /** Where the walk stood, e.g. `init after wake: at.sent AT+CGMM`. */
  readonly says: string;
}

/** Every moment of a walk, as a first run of it shows them: it always goes the same way, so a second can be stopped at each. */
export const momentsOf = async (options: Partial<RigOptions> = {}): Promise<readonly Moment[]> => {
  const rig = story(options);
  const moments: Moment[] = [];
  await rig.run(() => {
    const { length } = rig.facts;
    if (length > 0 && moments.at(-1)?.facts !== length) moments.push({ facts: length, says: place(rig.facts) });
    return rig.verdicts.length > 0;
  });
  await rig.end();
  return moments;
};

/** The walk again, up to that moment. */
export const upTo = async (moment: Moment, options: Partial<RigOptions> = {}): Promise<Rig> => {
  const rig = story(options);
  await rig.run(() => rig.facts.length >= moment.facts);
  return rig;
};

const place = (facts: readonly Fact[]): string => {
  const last = facts.at(-1);
  const passed = facts.findLast((fact) => fact.fact === 'step.passed');
  const asked = last && 'command' in last ? ` ${last.command}` : '';
  return `${last?.stage ?? 'plug'}${passed ? ` after ${passed.step}` : ''}: ${last?.fact}${asked}`;
};
