import { same, verdict } from '../guest/guest.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'NO CARRIER to every call is named as such',
  play: async (guest) => {
    await guest.stick({ misbehave: ['dial-no-carrier'] });
    const run = guest.up(['--once']);
    const found = await verdict(run);
    same(found.online ? 'online' : [found.stage, found.causes[0]?.id], ['dial', 'no-carrier'], 'verdict');
    same((await run.ended).status, 17, 'exit status');
  },
};
export default scenario;
