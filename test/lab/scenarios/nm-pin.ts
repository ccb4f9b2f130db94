import { hold, same } from '../guest/guest.js';
import { startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';
import { leadsOut } from '../guest/way-out.js';

const scenario: Scenario = {
  says: "without a PIN NetworkManager asks for it, a wrong one of the profile's is tried once and not again, and the right one connects",
  play: async (guest) => {
    const managers = await startManagers(guest, { words: ['--no-provision'] });
    const { nmcli, done } = managers;
    const stick = await guest.stick({ misbehave: ['sim-pin=8642'] });
    const sent = () => stick.world.stats().pinsSent;
    const { name } = await managers.gsm('disconnected');
    await done(nmcli, ...'connection add type gsm ifname * con-name mine apn three.co.uk autoconnect no'.split(' '));
    // It would wait for an agent of the desktop's.
    const unasked = await nmcli('--wait', '5', 'connection', 'up', 'mine');
    hold(unasked.output.includes('PIN code is needed'), `without a PIN: ${unasked.output}`);
    await managers.gsm('connecting (need authentication)');
    await done(nmcli, 'connection', 'down', 'mine');
    same(sent(), 0, 'PINs sent');

    await done(nmcli, 'connection', 'modify', 'mine', 'gsm.pin', '1357');
    for (const time of [1, 2]) {
      const wrong = await nmcli('connection', 'up', 'mine');
      guest.note(`wrong PIN, time ${time}`, wrong.output);
      hold(wrong.status !== 0 && /PIN/.test(wrong.output), `with a wrong PIN: ${wrong.output}`);
      // ModemManager sends it each time that somebody wants to connect, until the SIM is locked.
      same(sent(), managers.modems === 'dialtone' ? 1 : time, `PINs sent, time ${time}`);
    }

    await done(nmcli, 'connection', 'modify', 'mine', 'gsm.pin', '8642');
    await done(nmcli, 'connection', 'up', 'mine');
    same(sent(), managers.modems === 'dialtone' ? 2 : 3, 'PINs sent');
    await leadsOut(guest, managers, name);
    if (managers.modems === 'dialtone') {
      // Times and sizes may hold any digits.
      const words = JSON.stringify(managers.modemManager.dialtone().soFar(), (_, value) =>
        typeof value === 'number' ? undefined : value,
      );
      hold(!/8642|1357/.test(words), 'a PIN is in the facts');
    }
  },
};
export default scenario;
