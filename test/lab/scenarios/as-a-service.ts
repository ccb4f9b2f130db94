import { factsNamed, heard, online, onlineAgain, same } from '../guest/guest.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'started as a service is, in a session of its own and without a terminal, Dialtone survives that its stick is pulled out',
  play: async (guest) => {
    const stick = await guest.stick();
    // A process that leads its session gets the terminal of whichever tty it opens, and SIGHUP when that one goes.
    const run = guest.up([], { under: ['setsid'] });
    await pings(guest, await online(run));
    stick.unplug();
    await heard(run, (facts) => factsNamed(facts, 'usb.left').find(({ announced }) => !announced), 'usb.left');
    stick.plug();
    await pings(guest, await onlineAgain(run, 2));
    run.signal('SIGTERM');
    same((await run.ended).status, 0, 'exit status');
  },
};
export default scenario;
