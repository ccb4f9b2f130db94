import { factsNamed, hold, same } from '../guest/guest.js';
import { startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';
import { leadsNowhere, leadsOut } from '../guest/way-out.js';

const scenario: Scenario = {
  says: "NetworkManager's switch for mobile broadband switches the stick's radio off and on, and the connection comes back by itself",
  play: async (guest) => {
    const managers = await startManagers(guest);
    const { nmcli, done, modemManager } = managers;
    await guest.stick();
    const { name } = await managers.gsm('connected');
    await leadsOut(guest, managers, name);
    const sent = () => factsNamed(modemManager.dialtone().soFar(), 'at.sent').map(({ command }) => command);
    const before = sent().length;

    await done(nmcli, 'radio', 'wwan', 'off');
    await managers.gsm('unavailable');
    await managers.seen(async () => sent().slice(before).includes('AT+CFUN=4'), 'AT+CFUN=4');
    leadsNowhere();
    hold(/state: low|power state: +.*low/.test((await managers.mmcli('-m', 'any')).output), 'mmcli says power: low');

    await done(nmcli, 'radio', 'wwan', 'on');
    same((await managers.gsm('connected')).name, name, 'device');
    await leadsOut(guest, managers, name);
  },
};
export default scenario;
