import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes in use on the heap once all garbage is gone, buffers outside it counted in. Compare two, the first behind a warm-up. */
export const heapAfterGc = async (): Promise<number> => {
  collect();
  // What the first round set free (finalizers, weak references) goes with the second.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** How much more may be in use at the end of an endless run than behind its warm-up: the compiler and the test runner move by that much. */
export const heapMayGrow = 1024 * 1024;

setFlagsFromString('--expose_gc');
const collect: () => void = runInNewContext('gc');
