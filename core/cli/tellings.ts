import {
  connect,
  endWith,
  ignoreElements,
  map,
  merge,
  type Observable,
  type OperatorFunction,
  scan,
  take,
  takeUntil,
} from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { printable } from '../facts/printable.js';
import type { Line } from './line.js';
import { atRest, beginning, farewell, type Story, type Told, tell } from './tell.js';

/** What a fact, or the wish to leave, gives people to read. */
export interface Telling extends Told {
  /** Absent for the wish. */
  readonly fact?: Fact;
  /** Of the newest fact, in ms since the start. */
  readonly t: number;
}

/** Tells each fact, and the first wish to leave, as they come. */
export const tellings =
  (wish$: Observable<unknown>): OperatorFunction<Fact, Telling> =>
  (facts$) =>
    facts$.pipe(
      connect((shared$) =>
        merge(
          shared$,
          wish$.pipe(
            take(1),
            map(() => undefined),
            takeUntil(shared$.pipe(ignoreElements(), endWith(true))),
          ),
        ),
      ),
      scan(after, nothing),
    );

/** What each stick's own story is so far, by its bus path: two that are walked at the same time must not be taken for one. */
interface TellingOfAll extends Telling {
  readonly stories: ReadonlyMap<string, Story>;
  /** Of what is no stick's: each story begins with it. */
  readonly common: Story;
}

const nothing: TellingOfAll = { story: beginning, lines: [], t: 0, stories: new Map(), common: beginning };

const after = (told: TellingOfAll, fact: Fact | undefined): TellingOfAll => {
  if (fact === undefined) return leaving(told);
  const { t } = fact;
  const stick = fact.stick ?? onlyOne(told);
  if (stick === undefined) {
    const { story, lines } = tell(told.common, fact);
    return { ...told, common: story, story: told.stories.size === 0 ? story : told.story, lines, fact, t };
  }
  const { story, lines } = tell(told.stories.get(stick) ?? told.common, fact);
  const stories = new Map(told.stories).set(stick, story);
  return { ...told, stories, story, lines: stories.size > 1 ? lines.map((line) => of(stick, line)) : lines, fact, t };
};

/** What says nothing of its stick is of the one that there is. */
const onlyOne = ({ stories }: TellingOfAll): string | undefined =>
  stories.size === 1 ? [...stories.keys()][0] : undefined;

/** Which of several it is. */
const of = (stick: string, line: Line): Line => ({ ...line, head: `${printable(stick)}  ${line.head}` });

const leaving = (told: TellingOfAll): TellingOfAll => {
  const { fact: _, ...rest } = told;
  const online = [...told.stories.values()].flatMap((story) => story.online);
  const story = { ...told.story, online };
  return { ...rest, story: atRest(story), lines: farewell(story) };
};
