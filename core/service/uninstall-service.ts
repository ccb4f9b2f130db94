import { dirname } from 'node:path';
import type { Check } from '../links/check.js';
import { checkRights, checkSystem } from './checks.js';
import { places } from './places.js';
import { putBack } from './put-back.js';
import { recorded } from './record.js';
import type { ServiceHost } from './service-host.js';
import { theirUnit } from './service-names.js';
import { takeBackProfiles } from './take-back-profiles.js';

/** Puts files and units back as `installService` found them. Nothing to do is no failure. Rejects with UsageError before anything has been done. */
export const uninstallService = async (host: ServiceHost, say: (sentence: string) => void): Promise<Check> => {
  checkRights(host);
  checkSystem(host);
  const found = recorded(host);
  if (found === undefined) {
    say(`There is no service to remove: ${places.record} is not there.`);
    return { ok: true };
  }
  const profiles = await takeBackProfiles(host);
  const problems = await putBack(host, found);
  if (problems.length > 0)
    return {
      ok: false,
      because: `Not everything could be put back: ${problems.join('; ')}. The next \`dialtone uninstall-service\` tries it again.`,
    };
  say('Dialtone was stopped, and its service and the files that belong to it were removed.');
  if (profiles.length > 0)
    say(`What Dialtone had offered to NetworkManager was removed: ${profiles.map((name) => `"${name}"`).join(', ')}.`);
  say(
    found.running.includes(theirUnit)
      ? 'ModemManager is running again, as it was found.'
      : 'ModemManager is as it was found; it was not running.',
  );
  if (host.isFolder(dirname(places.record)))
    say(`What Dialtone has learnt of sticks and SIMs stays in ${dirname(places.record)}.`);
  return { ok: true };
};
