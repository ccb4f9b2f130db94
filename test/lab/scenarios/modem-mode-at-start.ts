import { factsNamed, online, same } from '../guest/guest.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'a stick that is in modem mode already when Dialtone starts is not switched again',
  play: async (guest) => {
    const stick = await guest.stick();
    await stick.ttys();
    const switches = stick.world.stats().switches;
    const run = guest.up();
    await pings(guest, await online(run));
    same(stick.world.stats().switches, switches, 'switches');
    same(
      factsNamed(run.soFar(), 'modeswitch.awaited').length + factsNamed(run.soFar(), 'modeswitch.sent').length,
      0,
      'switch facts',
    );
  },
};
export default scenario;
