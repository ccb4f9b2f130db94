import { readFileSync } from 'node:fs';
import { assail } from '../../dbus/assail.js';
import { core } from '../guest/core.js';
import { hold, same } from '../guest/guest.js';
import { startManagers } from '../guest/network-manager.js';
import type { Scenario } from '../guest/scenario.js';

/** How much more memory Dialtone may hold afterwards, in MB. */
const mayGrow = 60;

const scenario: Scenario = {
  // Ten thousand of them are test/dbus/hostile-calls.test.ts: this machine takes a tenth of a second for each.
  says: 'under the system bus and NetworkManager, hostile calls are each answered, and change nothing of what Dialtone is, holds and shows',
  optimising: true,
  long: true,
  limitMs: 400_000,
  play: async (guest) => {
    const { connectBus } =
      await core<typeof import('../../../core/dbus/wire/connect-bus.js')>('dbus/wire/connect-bus.js');
    const managers = await startManagers(guest, { words: ['--no-provision'] });
    await guest.stick();
    await managers.gsm('disconnected');
    await managers.seen(
      async () => /state: +.*registered/.test((await managers.mmcli('-m', 'any')).output),
      'registered',
    );
    const { pid } = managers.modemManager.dialtone();
    const target = { connect: () => connectBus(), destination: 'org.freedesktop.ModemManager1', root: '/' };
    // Whatever is loaded or made once is there by then.
    await assail(target, 500, 1);
    const held = residentMegabytes(pid);
    const { answers, unanswered, leaks, before, after } = await assail(target, 1_500, 2);
    const grown = residentMegabytes(pid) - held;
    guest.note('answers', answers);
    guest.note('grown', `${grown} MB, from ${held} MB`);
    same(unanswered, [], 'calls without an answer');
    same(leaks, [], 'answers that tell too much');
    same(JSON.parse(after), JSON.parse(before), 'what can be seen on the bus');
    hold(grown < mayGrow, `it has grown by ${grown} MB`);
    same((await managers.gsm('disconnected')).profile, '', 'what NetworkManager sees');
  },
};
export default scenario;

const residentMegabytes = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
