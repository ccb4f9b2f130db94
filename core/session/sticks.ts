import { concat, concatMap, defer, finalize, groupBy, ignoreElements, mergeMap, type Observable } from 'rxjs';
import type { Verdict } from '../facts/fact.js';
import type { UsbDevice } from '../pipeline/tools.js';
import { session } from './session.js';
import { openSessionScope, type ProcessParts } from './session-scope.js';

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
    mergeMap((samePath$) => samePath$.pipe(concatMap((device) => oneStick(device, parts, closings)))),
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
