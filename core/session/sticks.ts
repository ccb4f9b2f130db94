import {
  concat,
  concatMap,
  defer,
  filter,
  finalize,
  groupBy,
  ignoreElements,
  mergeMap,
  type Observable,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import type { Verdict } from '../facts/fact.js';
import type { UsbDevice } from '../pipeline/tools.js';
import type { ProcessParts } from './process-parts.js';
import { session } from './session.js';
import { openSessionScope } from './session-scope.js';

/** Everything that still has to be given back, so that the end of the process can wait for it. */
export interface Closings {
  readonly add: (closing: Promise<void>) => void;
  readonly settled: () => Promise<void>;
}

export const createClosings = (): Closings => {
  const open = new Set<Promise<void>>();
  return {
    add: (closing) => {
      open.add(closing);
      void closing.finally(() => open.delete(closing));
    },
    settled: async () => {
      while (open.size > 0) await Promise.allSettled(open);
    },
  };
};

/**
 * The top stream: a session for every stick that is plugged, side by side, each on its own bus path. A path that is plugged again
 * waits until what the last plug held has been given back. One stick's end is its own.
 */
export const sticks = (plugs$: Observable<UsbDevice>, parts: ProcessParts, closings: Closings): Observable<Verdict> =>
  plugs$.pipe(
    groupBy(({ path }) => path),
    mergeMap((samePath$) =>
      samePath$.pipe(
        concatMap(({ path }) => stillThere(path, parts).pipe(concatMap((device) => oneStick(device, parts, closings)))),
      ),
    ),
  );

/** A plug that had to wait may be over by now, or have been taken for the return of the one before. */
const stillThere = (path: string, { usb, clock }: ProcessParts): Observable<UsbDevice> =>
  usb.at$(path).pipe(
    filter((device) => device !== undefined),
    takeUntil(timer(0, clock)),
    take(1),
  );

const oneStick = (device: UsbDevice, parts: ProcessParts, closings: Closings): Observable<Verdict> =>
  defer(() => {
    const scope = openSessionScope(device.path, parts);
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => {
      closing ??= scope.close();
      return closing;
    };
    scope.parts.tools.report({ fact: 'usb.plugged', vendor: device.vendor, product: device.product });
    return concat(session(scope.parts), defer(close).pipe(ignoreElements())).pipe(
      finalize(() => closings.add(close())),
    );
  });
