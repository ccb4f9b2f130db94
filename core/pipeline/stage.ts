import type { StageName } from '@dialtone/plugins';
import { defer, map, type Observable, type OperatorFunction, of, switchMap, tap } from 'rxjs';
import type { StageTools } from './tools.js';

/** Takes what is known and adds what it learnt: the compiler proves the order of the corridor. */
export type PipelineStage<In, Out extends In> = (tools: StageTools) => OperatorFunction<In, Out>;

/**
 * Makes a stage with a stamped door: what it learns is kept, and when the corridor is walked again the door opens at once, until
 * recovery clears its stamp. `learn` emits once; it may then stay open, as ppp does to hold the link.
 */
export const stage =
  <In extends object, Learnt extends object>(
    name: StageName,
    learn: (known: In, tools: StageTools) => Observable<Learnt>,
  ): PipelineStage<In, In & Learnt> =>
  (tools) =>
    switchMap((known) =>
      stamped(name, tools, (inside) => {
        tools.enter(name);
        inside.report({ fact: 'stage.entered' });
        return timed(tools, learn(known, inside), (ms) => inside.report({ fact: 'stage.passed', ms }));
      }).pipe(map((learnt) => ({ ...known, ...learnt }))),
    );

/** A step of the init stage: the same kind of door, named `init/step`. */
export const step = <Learnt extends object>(
  name: string,
  tools: StageTools,
  learn: (tools: StageTools) => Observable<Learnt>,
): Observable<Learnt> =>
  stamped(`init/${name}`, tools, (inside) =>
    timed(tools, learn(inside), (ms) => inside.report({ fact: 'step.passed', step: name, ms })),
  );

const stamped = <Learnt extends object>(
  door: string,
  tools: StageTools,
  open: (inside: StageTools) => Observable<Learnt>,
): Observable<Learnt> =>
  defer(() => {
    const kept = tools.stamps.get<Learnt>(door);
    if (kept) return of(kept);
    tools.stamps.enter(door);
    return open(inside(door, tools)).pipe(tap((learnt) => tools.stamps.set(door, learnt)));
  });

/** What is reported inside a door is that door's, so that it is forgotten when, and only when, the door's stamp is. */
const inside = (door: string, tools: StageTools): StageTools => ({
  ...tools,
  report: (fact, innermost = door) => tools.report(fact, innermost),
});

const timed = <T>(tools: StageTools, learning: Observable<T>, passed: (ms: number) => void): Observable<T> =>
  defer(() => {
    const began = tools.clock.now();
    return learning.pipe(tap(() => passed(Math.round(tools.clock.now() - began))));
  });
