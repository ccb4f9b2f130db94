import { same, verdict } from '../guest/guest.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'without usb_modeswitch the missing program is named',
  play: async (guest) => {
    guest.takeAway('/usr/sbin/usb_modeswitch');
    const stick = await guest.stick();
    const run = guest.up(['--once']);
    const found = await verdict(run);
    same(found.online, false, 'online');
    if (!found.online) {
      same([found.stage, found.causes[0]?.id], ['modeswitch', 'not-mode-switched'], 'verdict');
      same(found.causes[0]?.remedy.includes('apt install usb-modeswitch'), true, 'the remedy names the package');
    }
    same((await run.ended).status, 14, 'exit status');
    same(stick.world.stats().switches, 0, 'switches');
  },
};
export default scenario;
