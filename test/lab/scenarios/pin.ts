import { writeFileSync } from 'node:fs';
import { online, same, verdict } from '../guest/guest.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'a SIM that wants a PIN gets it once; a wrong one is named and not tried again',
  play: async (guest) => {
    const stick = await guest.stick({ misbehave: ['sim-pin=1234'] });
    const file = (pin: string): string => {
      writeFileSync(`/tmp/pin-${pin}`, `${pin}\n`, { mode: 0o600 });
      return `/tmp/pin-${pin}`;
    };
    for (const [, expected] of [1, 2].entries()) {
      const wrong = guest.up(['--once', '--pin-file', file('0000')]);
      const found = await verdict(wrong);
      same(found.online ? 'online' : found.causes[0]?.id, 'sim-pin-wrong', `verdict ${expected}`);
      same((await wrong.ended).status, 16, 'exit status');
      same(stick.world.stats().pinsSent, 1, 'PINs sent');
    }
    const right = guest.up(['--once', '--pin-file', file('1234')]);
    await online(right);
    same((await right.ended).status, 0, 'exit status');
    same(stick.world.stats().pinsSent, 2, 'PINs sent');
  },
};
export default scenario;
