import { factsNamed, same } from '../guest/guest.js';
import { startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';
import { until } from '../guest/wait.js';
import { leadsNowhere, leadsOut } from '../guest/way-out.js';

const scenario: Scenario = {
  says: 'NetworkManager restarted, the link lost, and Dialtone killed and started again: the connection comes back by itself each time',
  play: async (guest) => {
    const managers = await startManagers(guest);
    const { networkManager, modemManager } = managers;
    await guest.stick();
    const { name } = await managers.gsm('connected');
    await leadsOut(guest, managers, name);

    await networkManager.end();
    await networkManager.begin();
    same((await managers.gsm('connected')).profile, 'Three UK', 'the active profile');
    await leadsOut(guest, managers, name);
    guest.say('connected after a restart of NetworkManager');

    const calls = () => factsNamed(modemManager.dialtone().soFar(), 'online').length;
    const before = calls();
    same((await guest.run('busybox', 'killall', 'pppd')).status, 0, 'status of killall pppd');
    await managers.seen(async () => calls() > before, 'another call');
    await leadsOut(guest, managers, (await managers.gsm('connected')).name);
    guest.say('connected after the link was lost');

    await modemManager.end('SIGKILL');
    await managers.seen(async () => (await managers.devices()).length === 0, 'the device has gone');
    const pppd = async () => (await guest.run('busybox', 'pidof', 'pppd')).status === 0;
    await managers.seen(async () => !(await pppd()), 'the old pppd has gone');
    await until(() => settled(leadsNowhere), 'the routes have gone');
    await modemManager.begin();
    const again = await managers.gsm('connected');
    await leadsOut(guest, managers, again.name);
    same(await managers.profiles(), ['Three UK'], 'profiles');
  },
};
export default scenario;

const settled = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};
