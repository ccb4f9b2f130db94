import { same } from '../guest/guest.js';
import { startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';
import { leadsNowhere, leadsOut } from '../guest/way-out.js';

const scenario: Scenario = {
  says: 'NetworkManager shows a stick as gsm, and a profile that says nothing leads out through it, goes down, and leads out again',
  play: async (guest) => {
    const managers = await startManagers(guest, { words: ['--no-provision'] });
    const { nmcli, done } = managers;
    await guest.stick();
    const { name } = await managers.gsm('disconnected');
    guest.say(`announced as ${name}`);
    // ModemManager has to be told what Dialtone knows; and nmcli writes "internet" where nothing is said.
    const apn = managers.modems === 'dialtone' ? '' : 'three.co.uk';
    await done(nmcli, ...'connection add type gsm ifname * con-name plain autoconnect no apn'.split(' '), apn);
    for (const time of ['first', 'second']) {
      await done(nmcli, 'connection', 'up', 'plain');
      guest.say(`up the ${time} time`);
      await leadsOut(guest, managers, name);
      await done(nmcli, 'connection', 'down', 'plain');
      same((await managers.gsm('disconnected')).profile, '', 'profile');
      leadsNowhere();
    }
  },
};
export default scenario;
