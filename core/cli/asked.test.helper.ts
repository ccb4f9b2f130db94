import { EventEmitter } from 'node:events';
import { NEVER, type Observable, Subject } from 'rxjs';
import type { StickStatus } from '../dbus/status.js';
import type { Fact } from '../facts/fact.js';
import type { Io } from './main.js';
import type { Reach } from './reach-dialtone.js';

/** A process without a terminal, or with one so many columns wide: what it printed, and a way to send it signals. */
export const surroundings = (columns?: number) => {
  const said = { out: '', err: '' };
  const stdout = Object.assign(new EventEmitter(), {
    write: (text: string) => (said.out += text),
    ...(columns === undefined ? {} : { isTTY: true, columns, rows: 24 }),
  });
  const signals = new EventEmitter();
  const io: Io = {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: { write: (text) => (said.err += text) },
    env: {},
    signals,
  };
  return { io, said, signals, stdout };
};

/** A Dialtone on the bus that tells of these sticks, and how often its connection was closed. */
export const dialtone = (
  sticks: readonly StickStatus[] | Error,
  { facts$ = NEVER }: { readonly facts$?: Observable<Fact> } = {},
) => {
  let closed = 0;
  const vanished$ = new Subject<void>();
  const reach: Reach = async () => ({
    sticks: async () => {
      if (sticks instanceof Error) throw sticks;
      return sticks;
    },
    facts$,
    vanished$,
    close: async () => {
      closed += 1;
    },
  });
  return { reach, closed: () => closed, vanish: () => vanished$.next() };
};
