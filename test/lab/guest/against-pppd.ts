import { Subscription } from 'rxjs';
import type { ByteStream } from '../../../core/at/byte-stream.js';
import type { PppEngine } from '../../../core/pipeline/tools.js';
import { type Carrier, clientAddress, password, serverAddress, startCarrier, type Terms, user } from './carrier.js';
import { type Guest, hold, same } from './guest.js';
import { openLine } from './line.js';
import { download, upload } from './transfer.js';

/** An engine of ours for one call, and what gives back whatever it holds. */
export type MakeEngine = (defer: (close: () => Promise<void>) => void) => PppEngine;

/** A call's line: the tty that the real pppd answers on, or the far end of ours; and our end of it. */
export interface CallLine {
  readonly answeredOn: string | number;
  readonly data: ByteStream;
  readonly close: () => void;
}

const megabyte = 1_000_000;

/** Every combination of what a server may insist on. */
const allTerms: readonly Terms[] = (['chap', 'pap', 'none'] as const).flatMap((auth) =>
  ['0', 'ffffffff'].flatMap((asyncmap) =>
    [true, false].flatMap((compressed) => [1500, 576].map((mru) => ({ auth, asyncmap, compressed, mru }))),
  ),
);

/** An engine of ours against a real pppd in server role: 100 MB each way once, 2 MB for each other combination. */
export const againstPppd = async (
  guest: Guest,
  makeEngine: MakeEngine,
  makeLine: () => Promise<CallLine>,
): Promise<void> => {
  const carrier = await startCarrier();
  try {
    for (const [at, terms] of allTerms.entries()) {
      const bytes = (at === 0 ? 100 : 2) * megabyte;
      const told = await exchanged(carrier, terms, makeEngine, await makeLine(), bytes);
      if (at === 0) guest.note('100 MB', told);
    }
    guest.note('combinations', allTerms.length);
  } finally {
    await carrier.end();
  }
};

const exchanged = async (carrier: Carrier, terms: Terms, makeEngine: MakeEngine, line: CallLine, bytes: number) => {
  const closings: (() => Promise<void>)[] = [];
  const said: unknown[] = [];
  const answering = await carrier.answer(line.answeredOn, terms);
  const running = new Subscription();
  try {
    const engine = makeEngine((close) => closings.push(close));
    const call = { data: line.data, user, password, auth: ['none', 'pap', 'chap'] as const };
    const linked = new Promise<string>((resolve, reject) => {
      running.add(
        engine.run(call).subscribe({
          next: (event) => {
            said.push(event);
            if (event.kind === 'link') resolve(event.link.interface ?? '');
          },
          error: reject,
          complete: () => reject(new Error('the link ended')),
        }),
      );
    });
    hold((await linked) !== '', 'the link has no interface');
    const up = await upload(serverAddress, bytes, 500_000);
    const down = await download(serverAddress, bytes, 500_000);
    same([up.intact, down.intact], [true, true], `intact with ${JSON.stringify(terms)}`);
    const address = said.find((event) => (event as { kind: string }).kind === 'up') as { address?: string } | undefined;
    same(address?.address, clientAddress, 'address');
    return { upMs: up.ms, downMs: down.ms };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${JSON.stringify(terms)}: ${because}\n${answering.log().slice(-3000)}\n${JSON.stringify(said).slice(-2000)}`,
    );
  } finally {
    running.unsubscribe();
    for (const close of closings) await close();
    await answering.end();
    line.close();
  }
};

/** A line on a pty of its own, for an engine that runs in this process. */
export const ptyLine = async (): Promise<CallLine> => {
  const line = await openLine();
  return { answeredOn: line.tty, data: line.stream, close: line.close };
};
