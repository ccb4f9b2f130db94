import { againstPppd, ptyLine } from '../guest/against-pppd.js';
import { core } from '../guest/core.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'our own PPP and a real pppd server exchange bytes without a loss, whatever they agree on',
  optimising: true,
  long: true,
  limitMs: 1_200_000,
  play: async (guest) => {
    const { userspaceEngine } =
      await core<typeof import('../../../core/links/userspace-engine.js')>('links/userspace-engine.js');
    const { tunAttach } = await core<typeof import('../../../core/links/tun-attach.js')>('links/tun-attach.js');
    const { monotonicClock: clock } =
      await core<typeof import('../../../core/links/monotonic-clock.js')>('links/monotonic-clock.js');
    const { limits } = await core<typeof import('../../../core/pipeline/limits.js')>('pipeline/limits.js');
    const attach = tunAttach({ clock, defaultRoute: false });
    await againstPppd(guest, (defer) => userspaceEngine({ clock, limits, because: 'the lab', defer, attach }), ptyLine);
  },
};
export default scenario;
