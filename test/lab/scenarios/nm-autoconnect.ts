import { setTimeout as delay } from 'node:timers/promises';
import { same } from '../guest/guest.js';
import { startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';
import { leadsNowhere, leadsOut } from '../guest/way-out.js';

const scenario: Scenario = {
  says: 'a profile for the SIM is offered once and connects on each plug with nobody typing; whoever deletes it is not offered it again',
  play: async (guest) => {
    const managers = await startManagers(guest);
    const { nmcli, done } = managers;
    const gone = () => managers.seen(async () => (await managers.devices()).length === 0, 'the device has gone');
    const began = performance.now();
    const stick = await guest.stick();
    await managers.seen(async () => (await managers.profiles()).length > 0, 'a profile');
    const offeredAfter = performance.now() - began;
    for (const time of ['first', 'second']) {
      const { name, profile } = await managers.gsm('connected');
      guest.say(`connected the ${time} time`);
      same(profile, 'Three UK', 'the active profile');
      await leadsOut(guest, managers, name);
      stick.unplug();
      await gone();
      leadsNowhere();
      stick.plug();
    }
    await managers.gsm('connected');
    same(await managers.profiles(), ['Three UK'], 'profiles');
    const secrets = 'gsm.username,gsm.password,gsm.pin';
    same((await done(nmcli, '-s', '-g', secrets, 'connection', 'show', 'Three UK')).trim(), '', 'secrets in it');

    await done(nmcli, 'connection', 'delete', 'Three UK');
    await managers.gsm('disconnected');
    stick.unplug();
    await gone();
    stick.plug();
    await managers.gsm('disconnected');
    // What does not come is waited for twice as long as what came.
    await delay(2 * offeredAfter);
    same(await managers.profiles(), [], 'profiles after the deletion');
  },
};
export default scenario;
