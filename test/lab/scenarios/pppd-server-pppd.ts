import { closeSync, constants, openSync } from 'node:fs';
import { NEVER } from 'rxjs';
import { againstPppd, type CallLine } from '../guest/against-pppd.js';
import { core } from '../guest/core.js';
import { type Guest, same } from '../guest/guest.js';
import type { Scenario } from '../guest/scenario.js';

/** A tty for our pppd, whose far end is the other pppd's: nobody stands between the two. */
const cable = async (guest: Guest): Promise<CallLine> => {
  const { libc } = await core<typeof import('../../../core/links/libc.js')>('links/libc.js');
  const master = openSync('/dev/ptmx', constants.O_RDWR | constants.O_NOCTTY);
  const number = new Uint8Array(4);
  libc().ioctl(master, TIOCSPTLCK, number);
  libc().ioctl(master, TIOCGPTN, number);
  const path = `/dev/pts/${Buffer.from(number).readInt32LE()}`;
  // Without somebody who has it open the other pppd would find its line hung up before ours is there.
  const held = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  same((await guest.run('stty', '-F', path, 'raw', '-echo')).status, 0, 'stty');
  const tty = { path, handOver: async () => () => undefined };
  return {
    answeredOn: master,
    data: { bytes$: NEVER, write: () => undefined, tty },
    close: () => {
      for (const fd of [held, master]) closeSync(fd);
    },
  };
};

const TIOCSPTLCK = 0x40045431;
const TIOCGPTN = 0x80045430;

const scenario: Scenario = {
  says: 'pppd as Dialtone runs it and a real pppd server exchange bytes without a loss, whatever they agree on',
  optimising: true,
  long: true,
  limitMs: 1_200_000,
  play: async (guest) => {
    const { pppdEngine, pppdPrograms } =
      await core<typeof import('../../../core/links/pppd/pppd-engine.js')>('links/pppd/pppd-engine.js');
    const { monotonicClock: clock } =
      await core<typeof import('../../../core/links/monotonic-clock.js')>('links/monotonic-clock.js');
    const { limits } = await core<typeof import('../../../core/pipeline/limits.js')>('pipeline/limits.js');
    const programs = pppdPrograms('/usr/sbin/pppd');
    await againstPppd(
      guest,
      (defer) => pppdEngine({ clock, limits, because: 'the lab', defer, programs }),
      () => cable(guest),
    );
  },
};
export default scenario;
