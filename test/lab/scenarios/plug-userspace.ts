import { online, same } from '../guest/guest.js';
import { linesAsFound } from '../guest/line-settings.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'a stick that is plugged in goes online with our own PPP and a TUN interface',
  play: async (guest) => {
    const stick = await guest.stick();
    const run = guest.up(['--engine', 'userspace']);
    const found = await online(run);
    same(found.engine, 'userspace', 'engine');
    await pings(guest, found);
    run.signal('SIGTERM');
    same((await run.ended).status, 0, 'exit status');
    await linesAsFound(guest, stick);
  },
};
export default scenario;
