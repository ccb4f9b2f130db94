import type { Io } from './main.js';

/** Does work that can be broken off: by Ctrl-C, by whoever ends the process, or when its terminal goes. */
export const untilSignal = async <T>(
  { signals }: Pick<Io, 'signals'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  for (const signal of leaving) signals.on(signal, stop);
  try {
    return await work(stopping.signal);
  } finally {
    for (const signal of leaving) signals.off(signal, stop);
  }
};

/** Each of them is the same wish: Ctrl-C, whoever ends the process, a terminal that goes. */
export const leaving = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
