import { same, verdict } from '../guest/guest.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: "a wrong APN of the user's own is named, and so is the right one",
  play: async (guest) => {
    await guest.stick();
    const run = guest.up(['--once', '--apn', 'internet']);
    const found = await verdict(run);
    if (found.online) throw new Error('online with a wrong APN');
    same([found.stage, found.causes[0]?.id], ['ppp', 'apn-wrong'], 'verdict');
    same(
      found.causes[0]?.remedy.includes('three.co.uk'),
      true,
      `the remedy names the right one: ${found.causes[0]?.remedy}`,
    );
    same((await run.ended).status, 18, 'exit status');
  },
};
export default scenario;
