import { hold } from '../guest/guest.js';
import { startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';
import { leadsOut } from '../guest/way-out.js';

const scenario: Scenario = {
  says: 'a profile with a wrong APN fails with a reason, Dialtone names the APN that was refused and the right one, and with that it connects',
  play: async (guest) => {
    const managers = await startManagers(guest, { words: ['--no-provision'] });
    const { nmcli, done } = managers;
    await guest.stick();
    const { name } = await managers.gsm('disconnected');
    await done(nmcli, ...'connection add type gsm ifname * con-name mine apn internet autoconnect no'.split(' '));
    const began = performance.now();
    const { status, output } = await nmcli('--wait', '250', 'connection', 'up', 'mine');
    guest.note('refused after', `${Math.round((performance.now() - began) / 1000)} s: ${output}`);
    hold(status !== 0, `it should have failed: ${output}`);
    hold(output.includes('Connection activation failed') && !output.includes('Unknown error'), output);

    const { stdout } = await managers.modemManager.asked('explain');
    guest.note('explain', stdout);
    // Each as a word of its own, and not as a part of another one.
    for (const apn of ['internet', 'three.co.uk'])
      hold(new RegExp(`(?<![\\w.])${apn}(?![\\w])`).test(stdout), `"${apn}" is not in what is explained: ${stdout}`);

    await done(nmcli, 'connection', 'modify', 'mine', 'gsm.apn', 'three.co.uk');
    await done(nmcli, 'connection', 'up', 'mine');
    await leadsOut(guest, managers, name);
  },
};
export default scenario;
