import {
  concat,
  concatMap,
  defer,
  EMPTY,
  exhaustMap,
  filter,
  finalize,
  groupBy,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  Subject,
  take,
} from 'rxjs';
import type { Verdict } from '../facts/fact.js';
import type { UsbDevice } from '../pipeline/tools.js';
import type { LentStick } from './lent-stick.js';
import { measureSignal, monitor } from './monitor.js';
import type { ProcessParts } from './process-parts.js';
import { session } from './session.js';
import type { SessionParts } from './session-parts.js';
import { openSessionScope } from './session-scope.js';

/** Who is there, and what still has to be given back, so that the end of the process can wait for it. */
export interface Closings {
  /** A stick is there: what it holds is given back with `add`. */
  readonly begin: () => void;
  readonly add: (closing: Promise<void>) => void;
  readonly settled: () => Promise<void>;
  /** Emits whenever the last stick is gone and has given back everything. Hot. */
  readonly emptied$: Observable<void>;
}

export const createClosings = (): Closings => {
  const open = new Set<Promise<void>>();
  const emptied$ = new Subject<void>();
  let sticks = 0;
  return {
    emptied$,
    begin: () => {
      sticks += 1;
    },
    add: (closing) => {
      open.add(closing);
      void closing.finally(() => {
        open.delete(closing);
        sticks -= 1;
        if (sticks === 0) emptied$.next();
      });
    },
    settled: async () => {
      while (open.size > 0) await Promise.allSettled(open);
    },
  };
};

/**
 * The top stream: a session for every stick that is there, side by side, each on its own bus path. `plugs$` is everything that shows
 * up on the bus: what shows up while a path has a session is that session's business (a return from a switch, say), and a path that is
 * plugged again waits until what the last plug held has been given back. One stick's end is its own.
 */
export const sticks = (plugs$: Observable<UsbDevice>, parts: ProcessParts, closings: Closings): Observable<Verdict> =>
  plugs$.pipe(
    groupBy(({ path }) => path),
    mergeMap((samePath$) => samePath$.pipe(exhaustMap(({ path }) => whileThere(path, parts, closings)))),
  );

/** One session after the other, for as long as the last one's end finds something on the bus. */
const whileThere = (path: string, parts: ProcessParts, closings: Closings): Observable<Verdict> =>
  parts.usb.at$(path).pipe(
    take(1),
    filter((device) => device !== undefined),
    concatMap((device) =>
      concat(
        oneStick(device, parts, closings),
        defer(() => whileThere(path, parts, closings)),
      ),
    ),
  );

const oneStick = (device: UsbDevice, parts: ProcessParts, closings: Closings): Observable<Verdict> =>
  defer(() => {
    closings.begin();
    const scope = openSessionScope(device.path, parts);
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => {
      closing ??= scope.close();
      return closing;
    };
    const lent = parts.lend?.(lentStick(device, scope.parts));
    scope.parts.tools.report({ fact: 'usb.plugged', vendor: device.vendor, product: device.product });
    return concat(
      merge(session(scope.parts), parts.lend ? monitor(scope.parts, parts.journal.facts$) : EMPTY),
      defer(close).pipe(ignoreElements()),
    ).pipe(
      finalize(() => {
        closings.add(close().finally(() => lent?.takeBack()));
      }),
    );
  });

const lentStick = (device: UsbDevice, parts: SessionParts): LentStick => ({
  device,
  identity$: parts.identity$,
  ask: (command, options) => parts.ports.controlChannel()?.send(command, options),
  measureSignal: () => (parts.ports.controlChannel() ? measureSignal(parts) : undefined),
});
