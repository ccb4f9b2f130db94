import { online, same } from '../guest/guest.js';
import { linesAsFound } from '../guest/line-settings.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'a stick that is plugged in goes online with the kernel and pppd',
  play: async (guest) => {
    const stick = await guest.stick();
    const run = guest.up(['--engine', 'pppd']);
    const found = await online(run);
    same(found.engine, 'pppd', 'engine');
    await pings(guest, found);
    guest.note('stages', found.stages);
    guest.note('modem', stick.world.stats());
    run.signal('SIGTERM');
    same((await run.ended).status, 0, 'exit status');
    await linesAsFound(guest, stick);
  },
};
export default scenario;
