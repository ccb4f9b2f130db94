import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { same, verdict } from '../guest/guest.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'a port that another program has open is left to it, and the program is named',
  play: async (guest) => {
    const stick = await guest.stick();
    const ttys = await stick.ttys();
    // As minicom, wvdial and pppd do: an open, without a lock that we could see in the kernel.
    const holder = spawn('sh', ['-c', 'exec sleep 600 <>"$0"', ttys[1] ?? ''], { stdio: 'ignore' });
    try {
      await once(holder, 'spawn');
      const run = guest.up(['--once']);
      const found = await verdict(run);
      if (found.online) throw new Error('online on a port that another program holds');
      same([found.stage, found.causes[0]?.id], ['port-select', 'port-busy'], 'verdict');
      same(found.causes[0]?.says.includes('sleep'), true, `who holds it: ${found.causes[0]?.says}`);
      same((await run.ended).status, 15, 'exit status');
    } finally {
      holder.kill();
    }
  },
};
export default scenario;
