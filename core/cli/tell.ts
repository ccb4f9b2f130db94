import type { Layer, StageName } from '@dialtone/plugins';
import { layerOfExit } from '../facts/exit.js';
import { exitWords } from '../facts/exit-words.js';
import type { Fact, FactOf } from '../facts/fact.js';
import { phrase } from '../facts/phrase.js';
import { printable } from '../facts/printable.js';
import { seconds } from '../facts/seconds.js';
import { type Circumstances, closing } from './closing.js';
import { onlineAfter } from './exit-status.js';
import { type Learnt, learn } from './learnt.js';
import { type Paint, plain } from './paint.js';
import { stageSummary } from './stage-summary.js';

/** What the output has to remember between two facts. */
export interface Story extends Circumstances {
  /** Since the last stage was passed. */
  readonly learnt: Learnt;
  /** The stage that is being walked, and the `t` at which it began. */
  readonly walking?: { readonly stage: StageName; readonly since: number };
  readonly online: boolean;
}
export const beginning: Story = { learnt: {}, replies: 0, online: false };

/** One line or block for people. A live list shows the stages itself and takes only the others. */
export interface Line {
  readonly kind: 'stage' | 'note' | 'closing';
  readonly text: string;
}
export interface Told {
  readonly story: Story;
  readonly lines: readonly Line[];
}

/** What one more fact gives people to read, and the story it leads to. Most facts give nothing. */
export const tell = (story: Story, fact: Fact, paint: Paint = plain): Told => ({
  story: next(story, fact),
  lines: linesOf(story, fact, paint).map((line) => ({ ...line, text: line.text.trimEnd() })),
});

const linesOf = (story: Story, fact: Fact, paint: Paint): readonly Line[] => {
  switch (fact.fact) {
    case 'stage.passed':
      return story.walking ? [passed(story.walking.stage, learn(story.learnt, fact), fact.ms)] : [];
    case 'walk.ended':
      return [ended(story, fact, paint)];
    case 'verdict':
      return [{ kind: 'closing', text: closing(fact, story, paint) }];
    case 'dialtone.waiting':
      return [note(`Waiting for a stick${fact.limitMs === undefined ? '' : `, at most ${seconds(fact.limitMs)}`}.`)];
    case 'recovery.exhausted':
      return [note(`${phrase(fact)}.`)];
    case 'recovery.chosen':
      return [note(`${recovery(fact)}.`)];
    case 'wanted.changed':
      return fact.level === 'off' && story.online ? [note('Hanging up.')] : [];
    default:
      return noteworthy.has(fact.fact) ? [note(`${phrase(fact)}.`)] : [];
  }
};

const noteworthy: ReadonlySet<string> = new Set<Fact['fact']>([
  'dialtone.started',
  'simulation.started',
  'plugin.refused',
  'ppp.silence-suspected',
  'memory.used',
]);

const note = (text: string): Line => ({ kind: 'note', text });

const passed = (stage: StageName, learnt: Learnt, ms: number): Line =>
  stageLine(stage, ms, stageSummary(stage, learnt));

const stageLine = (stage: Layer, ms: number, text: string): Line => ({
  kind: 'stage',
  text: `${stage.padEnd(12)} ${seconds(ms).padStart(7)}  ${text}`,
});

const ended = ({ online, walking }: Story, { exit, detail, t }: FactOf<'walk.ended'>, paint: Paint): Line => {
  const why = `${exitWords[exit]}${detail === undefined ? '' : ` (${printable(detail)})`}`;
  if (online || walking === undefined) return note(`${online ? 'The link ended' : 'The walk ended'}: ${why}.`);
  return stageLine(layerOfExit(exit) ?? walking.stage, t - walking.since, paint('bad', `failed: ${why}`));
};

const recovery = ({ action, count, upTo, waitMs }: FactOf<'recovery.chosen'>): string => {
  const wait = waitMs > 0 ? ` in ${seconds(waitMs)}` : '';
  return `Trying again${wait}: ${action.replaceAll('-', ' ')} (${count} of ${upTo})`;
};

const next = (story: Story, fact: Fact): Story => {
  const so = { ...story, learnt: learn(story.learnt, fact), online: onlineAfter(story.online, fact) };
  switch (fact.fact) {
    case 'stage.entered':
      return fact.stage === undefined || fact.stage === 'ip'
        ? so
        : { ...so, walking: { stage: fact.stage, since: fact.t } };
    case 'stage.passed':
      return { ...so, learnt: {} };
    case 'simulation.started':
      return { ...so, simulation: fact };
    case 'at.replied':
      return fact.result === 'timeout' ? so : { ...so, replies: story.replies + 1 };
    default:
      return so;
  }
};
