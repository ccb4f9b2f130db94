import { Subject } from 'rxjs';
import type { ByteStream } from '../../../core/at/byte-stream.js';
import { core } from './core.js';

type PtyModule = typeof import('../../../core/sim/pty.js');
type Pty = ReturnType<PtyModule['openPty']>;

/** A pseudo terminal whose user is another program; we are what is plugged into it. */
export interface Line {
  readonly tty: string;
  readonly stream: ByteStream;
  readonly close: () => void;
}

export const openLine = async (): Promise<Line> => {
  const { openPty } = await core<PtyModule>('sim/pty.js');
  const { Poller } = await import('@serialport/bindings-cpp/dist/poller.js');
  const bytes$ = new Subject<Uint8Array>();
  const pty: Pty = openPty(Poller, { onBytes: (bytes) => bytes$.next(bytes), onGone: () => undefined });
  return {
    tty: pty.path,
    stream: { bytes$, write: pty.write },
    close: () => {
      pty.close();
      bytes$.complete();
    },
  };
};
