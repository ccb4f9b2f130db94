import { factsNamed, heard, hold, onlineAgain, same } from '../guest/guest.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'a stick that is pulled out while it dials, and then in the middle of traffic, comes online again each time it is plugged in',
  play: async (guest) => {
    const stick = await guest.stick();
    const run = guest.up();
    await heard(
      run,
      (facts) => factsNamed(facts, 'at.sent').find(({ command }) => command.startsWith('ATD')),
      'the dial command',
    );
    stick.unplug();
    await heard(run, (facts) => factsNamed(facts, 'usb.left').find(({ announced }) => !announced), 'usb.left');
    stick.plug();
    const first = await onlineAgain(run, 1);
    await pings(guest, first);
    const traffic = guest.run('busybox', 'ping', '-c', '100', '-i', '0.05', '-W', '1', '203.0.113.9');
    await heard(run, (facts) => factsNamed(facts, 'online')[0], 'online');
    stick.unplug();
    await heard(
      run,
      (facts) => factsNamed(facts, 'usb.left').filter(({ announced }) => !announced)[1],
      'the second usb.left',
    );
    hold((await traffic).status !== null, 'ping ended');
    stick.plug();
    await pings(guest, await onlineAgain(run, 2));
    run.signal('SIGTERM');
    same((await run.ended).status, 0, 'exit status');
  },
};
export default scenario;
