import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until something is there. Rejects with `what` at the limit. */
export const until = async <T>(
  look: () => T | undefined | false,
  what: string,
  limitMs = 60_000,
  everyMs = 50,
): Promise<T> => {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`not within ${limitMs / 1000} s: ${what}`);
    await delay(everyMs);
  }
};
