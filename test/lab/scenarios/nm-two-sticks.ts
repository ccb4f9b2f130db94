import { hold, same } from '../guest/guest.js';
import { startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';
import { answers, leadsOut } from '../guest/way-out.js';

const scenario: Scenario = {
  says: 'two sticks are two devices of NetworkManager, connected side by side, and one outlives the other',
  play: async (guest) => {
    const managers = await startManagers(guest, { words: ['--no-provision'] });
    const { nmcli, done } = managers;
    const sticks = [await guest.stick(), await guest.stick()];
    const ready = async () => {
      const found = await managers.devices();
      return found.filter(({ state }) => state === 'disconnected').length === 2 && found;
    };
    const devices = await managers.seen(ready, 'two gsm devices');
    for (const { name } of devices)
      await done(
        nmcli,
        ...`connection add type gsm ifname ${name} con-name on-${name} apn three.co.uk autoconnect no`.split(' '),
      );
    const interfaces: string[] = [];
    for (const { name } of devices) {
      await done(nmcli, 'connection', 'up', `on-${name}`);
      const { 'GENERAL.IP-IFACE': [ip = ''] = [] } = await managers.details(name);
      interfaces.push(ip);
    }
    hold(new Set(interfaces).size === 2, `two interfaces: ${interfaces.join()}`);
    for (const name of interfaces) await answers(guest, name);

    sticks[0]?.unplug();
    const [left] = await managers.seen(async () => {
      const found = await managers.devices();
      return found.length === 1 && found;
    }, 'one gsm device');
    same(left?.state, 'connected', 'state of the other one');
    await leadsOut(guest, managers, left?.name ?? '');
  },
};
export default scenario;
