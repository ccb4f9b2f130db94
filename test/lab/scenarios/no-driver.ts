import { factsNamed, hold, online, same } from '../guest/guest.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'a stick that we know and no driver of the kernel does is bound to one, which forgets its id again',
  play: async (guest) => {
    // In the table of ZTE's sticks and not in that of Debian's kernel.
    const modem = { vendor: '19d2', product: '1007' };
    await guest.stick({ modem });
    const run = guest.up();
    await pings(guest, await online(run));
    same(
      factsNamed(run.soFar(), 'driver.bound').map(({ id }) => id),
      ['19d2 1007 ff'],
      'bound',
    );
    run.signal('SIGTERM');
    const { facts, status } = await run.ended;
    same(status, 0, 'exit status');
    same(factsNamed(facts, 'driver.released').length, 1, 'released');
    hold((await guest.run('sh', '-c', 'grep -q "^option " /proc/modules')).status !== 0, 'the driver is still loaded');
  },
};
export default scenario;
