import { factsNamed, online, same } from '../guest/guest.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'a modem that answers nothing is reset on the bus, and goes online',
  play: async (guest) => {
    await guest.stick({ misbehave: ['hung'] });
    const run = guest.up();
    await pings(guest, await online(run));
    same(
      factsNamed(run.soFar(), 'recovery.chosen').some(({ action }) => action === 'usb-reset'),
      true,
      'usb-reset',
    );
  },
};
export default scenario;
