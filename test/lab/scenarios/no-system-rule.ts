import { factsNamed, online, same } from '../guest/guest.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'where no rule of the system knows the stick, Dialtone has usb_modeswitch switch it, once',
  play: async (guest) => {
    const reload = async () => void (await guest.run('udevadm', 'control', '--reload'));
    guest.atEnd(reload);
    guest.takeAway('/lib/udev/rules.d/40-usb_modeswitch.rules');
    await reload();
    const stick = await guest.stick();
    const run = guest.up();
    await pings(guest, await online(run));
    same(stick.world.stats().switches, 1, 'switches');
    same(factsNamed(run.soFar(), 'modeswitch.sent').length, 1, 'modeswitch.sent');
  },
};
export default scenario;
