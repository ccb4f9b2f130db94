import { NEVER } from 'rxjs';
import { againstPppd, type CallLine } from '../guest/against-pppd.js';
import { core } from '../guest/core.js';
import { openLine } from '../guest/line.js';
import type { Scenario } from '../guest/scenario.js';

/** Two ttys with a cable between them: one for each pppd. */
const cable = async (): Promise<CallLine> => {
  const [near, far] = [await openLine(), await openLine()];
  near.stream.bytes$.subscribe(far.stream.write);
  far.stream.bytes$.subscribe(near.stream.write);
  return {
    answeredOn: far.tty,
    data: { bytes$: NEVER, write: () => undefined, tty: { path: near.tty, handOver: async () => () => undefined } },
    close: () => {
      near.close();
      far.close();
    },
  };
};

const scenario: Scenario = {
  says: 'pppd as Dialtone runs it and a real pppd server exchange bytes without a loss, whatever they agree on',
  limitMs: 600_000,
  play: async (guest) => {
    const { pppdEngine, pppdPrograms } =
      await core<typeof import('../../../core/links/pppd/pppd-engine.js')>('links/pppd/pppd-engine.js');
    const { monotonicClock: clock } =
      await core<typeof import('../../../core/links/monotonic-clock.js')>('links/monotonic-clock.js');
    const { limits } = await core<typeof import('../../../core/pipeline/limits.js')>('pipeline/limits.js');
    const programs = pppdPrograms('/usr/sbin/pppd');
    await againstPppd(guest, (defer) => pppdEngine({ clock, limits, because: 'the lab', defer, programs }), cable);
  },
};
export default scenario;
