import { type Layer, layers, type StageName } from '@dialtone/plugins';
import { type Learnt, learn } from './learnt.js';
import { stageSummary } from './stage-summary.js';
import type { Step } from './steps.js';

/** One step more, or `undefined` for the end of the walk. */
export const seenBy =
  (stage: StageName, walk: number) =>
  (seen: Seen, step: Step | undefined): Seen => {
    if (step === undefined) return failed(seen, `${stage.padEnd(12)} not finished`);
    const { fact, lines } = step;
    const said = lines.find(({ kind }) => kind === 'stage')?.text;
    if (fact.fact === 'walk.ended') return failed(seen, said ?? stage);
    if (fact.fact === 'stage.passed' && fact.stage === stage) return { ...seen, going: false, title: said ?? stage };
    if (fact.fact === 'stage.entered' && isBehind(stage, fact.stage))
      return { ...seen, going: false, title: kept(stage, walk) };
    return fact.stage === stage ? learning(seen, stage, step) : seen;
  };

/** A stage as its walk shows it so far. */
export interface Seen {
  readonly learnt: Learnt;
  /** What it has learnt so far, in words: shown beneath the title while it goes on. */
  readonly text: string;
  readonly going: boolean;
  readonly title?: string;
  readonly failed?: boolean;
}

export const unseen: Seen = { learnt: {}, text: '', going: true };

const failed = (seen: Seen, title: string): Seen => ({ ...seen, going: false, failed: true, title });

const learning = (seen: Seen, stage: StageName, { fact }: Step): Seen => {
  const learnt = learn(seen.learnt, fact);
  return { ...seen, learnt, text: stageSummary(stage, learnt) };
};

const isBehind = (stage: StageName, entered: Layer | undefined): boolean =>
  entered !== undefined && layers.indexOf(stage) < layers.indexOf(entered);

/** A stamped door reports nothing: what it learnt in an earlier walk still holds. */
const kept = (stage: StageName, walk: number): string => `${stage.padEnd(12)} ${walk > 1 ? '      as before' : ''}`;
