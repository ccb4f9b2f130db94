import { carryOut } from './carry-out.js';
import { type Found, isRunning } from './found.js';
import { places } from './places.js';
import { type Action, reloadBus, reloadUnits } from './plan-install.js';
import type { ServiceHost } from './service-host.js';
import { ourUnit } from './service-names.js';

/**
 * Has the machine as it was found. As long as our unit runs nothing is taken from under it; apart from that, what cannot be put back does not keep the
 * rest from it. Gives what went wrong in plain words; the record stays then, so that it can be tried again.
 */
export const putBack = async (host: ServiceHost, found: Found): Promise<readonly string[]> => {
  const problems: string[] = [];
  const all = async (actions: readonly Action[]) => {
    for (const action of actions) {
      const done = await carryOut(host, action);
      if (!done.ok) problems.push(done.because);
    }
  };
  // Also when it does not run: it may be about to be started once more.
  if (host.look(places.unit).kind !== 'nothing') await host.run(['systemctl', 'stop', ourUnit]);
  if (await isRunning(host, ourUnit)) return [`${ourUnit} does not stop`];
  await all(filesBut(places.record, found));
  await all([reloadUnits, reloadBus]);
  // A unit that failed is remembered as such even when its file has gone. There may be nothing to forget.
  await host.run(['systemctl', 'reset-failed', ourUnit]);
  await all(found.running.map((unit) => run('start', unit)));
  if (problems.length > 0) return problems;
  await all([fileOf(places.record, found)]);
  for (const folder of found.missing.toReversed()) host.removeFolder(folder);
  return problems;
};

const filesBut = (record: string, found: Found): readonly Action[] =>
  Object.keys(found.files)
    .filter((path) => path !== record)
    .map((path) => fileOf(path, found));

const fileOf = (path: string, { files }: Found): Action => ({
  kind: 'place',
  path,
  standing: files[path] ?? { kind: 'nothing' },
});

const run = (verb: string, unit: string): Action => ({ kind: 'run', command: ['systemctl', verb, unit] });
