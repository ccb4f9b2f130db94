import { factsNamed, heard, same } from '../guest/guest.js';
import { defaultRoutes } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';

const scenario: Scenario = {
  says: 'two sticks are online side by side, each with an interface and a route of its own, and one outlives the other',
  play: async (guest) => {
    const [first] = [await guest.stick(), await guest.stick()];
    const run = guest.up();
    const verdicts = await heard(
      run,
      (facts) => {
        const found = factsNamed(facts, 'verdict').filter(({ online }) => online);
        return found.length === 2 ? found : undefined;
      },
      'two online verdicts',
    );
    const names = verdicts.map((found) => (found.online ? found.interface : ''));
    same(new Set(names).size, 2, 'interfaces');
    same(
      defaultRoutes().map(({ metric }) => metric),
      [0, 700],
      'metrics',
    );
    for (const name of names) {
      const { status, output } = await guest.run(
        'busybox',
        'ping',
        '-c',
        '1',
        '-W',
        '5',
        '-I',
        name ?? '',
        '203.0.113.9',
      );
      same(status, 0, `ping through ${name}: ${output}`);
    }
    first.unplug();
    await heard(run, (facts) => factsNamed(facts, 'usb.left').find(({ announced }) => !announced), 'usb.left');
    same(defaultRoutes().length, 1, 'routes');
    run.signal('SIGTERM');
    same((await run.ended).status, 0, 'exit status');
  },
};
export default scenario;
