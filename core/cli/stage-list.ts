import { type StageName, stages } from '@dialtone/plugins';
import { Listr, ListrLogger, type ListrTask, ProcessOutput } from 'listr2';
import {
  catchError,
  concat,
  connect,
  defer,
  distinctUntilChanged,
  EMPTY,
  ignoreElements,
  interval,
  last,
  map,
  merge,
  type Observable,
  of,
  scan,
  takeUntil,
  takeWhile,
  tap,
} from 'rxjs';
import { seconds } from '../facts/seconds.js';
import { seenBy, unseen } from './seen.js';
import type { Step } from './steps.js';

/** Draws one walk as a list that lives until its last stage is passed or one failed; completes when it stands. */
export const stageList = (walk$: Observable<Step>, walk: number, stdout: NodeJS.WriteStream): Observable<never> =>
  defer(() =>
    new Listr(
      stages.map((stage) => task(stage, walk$, walk)),
      {
        renderer: 'default',
        // Its own handler would end the process on Ctrl-C, with the call still up.
        registerSignalListeners: false,
        rendererOptions: {
          collapseErrors: false,
          showErrorMessage: false,
          logger: new ListrLogger({ useIcons: true, toStderr: [], processOutput: new ProcessOutput(stdout) }),
        },
      },
    ).run(),
  ).pipe(
    ignoreElements(),
    catchError((error: unknown) => {
      if (error instanceof StageFailed) return EMPTY;
      throw error;
    }),
  );

/** Ends a list at its red line; the walk's own end is told beneath it. */
class StageFailed extends Error {}

const task = (stage: StageName, walk$: Observable<Step>, walk: number): ListrTask => ({
  title: stage,
  task: (_, shown) =>
    concat(walk$, of(undefined)).pipe(
      scan(seenBy(stage, walk), unseen),
      takeWhile(({ going }) => going, true),
      connect((seen$) => merge(seen$, clock(stage, shown).pipe(takeUntil(seen$.pipe(last()))))),
      tap(({ title, failed }) => {
        if (title !== undefined) shown.title = title;
        if (failed) throw new StageFailed();
      }),
      map(({ text }) => text),
      distinctUntilChanged(),
    ),
});

/** Counts the seconds of the stage that is being walked. */
const clock = (stage: StageName, shown: { title?: string | undefined }): Observable<never> =>
  interval(tickMs).pipe(
    tap((tick) => {
      shown.title = `${stage.padEnd(12)} ${seconds((tick + 1) * tickMs).padStart(7)}`;
    }),
    ignoreElements(),
  );

const tickMs = 100;
