import { existsSync, readFileSync } from 'node:fs';
import { hold, same, verdict } from '../guest/guest.js';
import type { Scenario } from '../guest/scenario.js';
import { until } from '../guest/wait.js';

const scenario: Scenario = {
  says: 'a USB serial gadget that is no modem is never opened',
  play: async (guest) => {
    same((await guest.run('modprobe', '-a', 'dummy_hcd', 'g_serial', 'cdc_acm')).status, 0, 'modprobe');
    await until(() => existsSync('/dev/ttyACM0'), 'the tty of the gadget');
    const run = guest.up(['--once'], {
      under: ['strace', '-f', '-qq', '--seccomp-bpf', '-e', 'trace=open,openat', '-o', '/tmp/opened'],
    });
    const found = await verdict(run);
    same(found.online ? 'online' : found.causes[0]?.id, 'no-usb-modem', 'verdict');
    same((await run.ended).status, 13, 'exit status');
    const opened = readFileSync('/tmp/opened', 'utf8');
    hold(opened.includes('/sys/bus/usb/devices'), 'strace saw nothing');
    hold(!opened.includes('/dev/tty'), `it was opened: ${/.*dev.tty.*/.exec(opened)?.[0]}`);
    await guest.run('modprobe', '-r', 'g_serial', 'dummy_hcd');
  },
};
export default scenario;
