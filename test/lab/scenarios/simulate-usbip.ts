import { dialtone } from '../../dialtone.js';
import { factsNamed, heard, online, same } from '../guest/guest.js';
import { pings } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: '`dialtone simulate --usbip` plugs its stick into this kernel, or by the ordinary usbip into any',
  limitMs: 300_000,
  play: async (guest) => {
    const simulate = () =>
      dialtone(['simulate', 'mf627@three-uk', '--usbip', '--json'], {
        stateDirectory: '/tmp/simulate',
        nodeFlags: process.execArgv,
      });
    const here = simulate();
    await heard(here, (facts) => factsNamed(facts, 'simulation.attached')[0], 'simulation.attached');
    const first = guest.up(['--once']);
    await online(first);
    same((await first.ended).status, 0, 'exit status');
    here.signal('SIGTERM');
    same((await here.ended).status, 0, 'exit status of simulate');

    same((await guest.run('modprobe', '-r', 'vhci-hcd')).status, 0, 'modprobe -r');
    const served = simulate();
    const { address, tcpPort, busid } = await heard(
      served,
      (facts) => factsNamed(facts, 'simulation.served')[0],
      'simulation.served',
    );
    same((await guest.run('modprobe', 'vhci-hcd')).status, 0, 'modprobe');
    const attach = async () => {
      for (let tries = 0; ; tries += 1) {
        const { status, output } = await guest.run(
          'usbip',
          '--tcp-port',
          String(tcpPort),
          'attach',
          '-r',
          address,
          '-b',
          busid,
        );
        if (status === 0) return;
        if (tries > 50) throw new Error(`usbip does not take it: ${output}`);
      }
    };
    const second = guest.up();
    await second.says('dialtone.waiting');
    await attach();
    await heard(second, (facts) => factsNamed(facts, 'usb.left')[0], 'the CD-ROM has left');
    await attach();
    await pings(guest, await online(second));
    second.signal('SIGTERM');
    same((await second.ended).status, 0, 'exit status');
    served.signal('SIGTERM');
    same((await served.ended).status, 0, 'exit status of simulate');
  },
};
export default scenario;
