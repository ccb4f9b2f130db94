import { online, same } from '../guest/guest.js';
import { defaultRoutes, pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';
import { until } from '../guest/wait.js';

const scenario: Scenario = {
  says: 'after a SIGKILL nothing of the old Dialtone is in the way of the next one',
  play: async (guest) => {
    await guest.stick();
    for (const engine of ['pppd', 'userspace']) {
      const killed = guest.up(['--engine', engine]);
      await online(killed);
      killed.signal('SIGKILL');
      await killed.ended;
      await until(() => defaultRoutes().length === 0, 'the route has gone');
      const next = guest.up(['--engine', engine]);
      await pings(guest, await online(next));
      next.signal('SIGTERM');
      same((await next.ended).status, 0, `exit status with ${engine}`);
    }
  },
};
export default scenario;
