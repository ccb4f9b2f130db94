import { Subject, type VirtualTimeScheduler } from 'rxjs';
import type { SerialLink } from './byte-stream.js';

/** A port in memory: what is written to it, line by line, and what the test makes it say. */
export const fakePort = (onCommand: (line: string) => void = () => undefined) => {
  const said$ = new Subject<Uint8Array>();
  const written: string[] = [];
  let closed = 0;
  let unfinished = '';
  const link: SerialLink = {
    path: 'memory',
    bytes$: said$,
    write: (bytes) => {
      const text = textOf(bytes);
      written.push(text);
      const lines = `${unfinished}${text}`.split('\r');
      unfinished = lines.pop() ?? '';
      for (const line of lines) onCommand(line);
    },
    close: () => {
      closed += 1;
      said$.complete();
      return Promise.resolve();
    },
  };
  return {
    link,
    written,
    says: (text: string) => said$.next(bytesOf(text)),
    leaves: () => said$.complete(),
    fails: () => said$.error(new Error('read failed')),
    closedTimes: () => closed,
  };
};

/** How a fake modem treats one command. `afterMs` after the one before it is done; the answer comes in pieces of `cuts` bytes. */
export interface Fate {
  readonly afterMs: number;
  readonly lost: boolean;
  readonly echo: boolean;
  readonly noise: string;
  readonly cut: number;
}

/** A modem that does one command after the other, each at most once, as real ones do, and loses some. */
export const fakeModem = (
  clock: VirtualTimeScheduler,
  answerTo: (line: string) => string,
  fateOf: (count: number) => Fate,
) => {
  let count = 0;
  let busyUntil = 0;
  const port = fakePort((line) => {
    const fate = fateOf(count);
    count += 1;
    busyUntil = Math.max(clock.now(), busyUntil) + fate.afterMs;
    if (fate.lost) return;
    const wire = `${fate.echo ? `${line}\r` : ''}${fate.noise}${answerTo(line)}`;
    for (let at = 0; at < wire.length; at += fate.cut)
      clock.schedule(() => port.says(wire.slice(at, at + fate.cut)), busyUntil - clock.now());
  });
  return port;
};

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (it) => it.charCodeAt(0));
export const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
