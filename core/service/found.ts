import { basename, dirname } from 'node:path';
import { places, unitFolder } from './places.js';
import type { ServiceHost, Standing } from './service-host.js';
import { ourUnit, theirUnit } from './service-names.js';

/** A machine as it was found: all that it takes to have it so again. */
export interface Found {
  /** By path; of all that we may change. */
  readonly files: Readonly<Record<string, Standing>>;
  /** Folders that were not there, outer ones first. */
  readonly missing: readonly string[];
  /** Which of the two units were running. */
  readonly running: readonly string[];
}

/** Looks, and changes nothing. Throws where something else than a file or a link is in the way. */
export const lookAround = async (host: ServiceHost): Promise<Found> => {
  const paths = [...new Set([...Object.values(places), ...linksToThem(host)])];
  const running: string[] = [];
  for (const unit of [theirUnit, ourUnit]) if (await isRunning(host, unit)) running.push(unit);
  return {
    files: Object.fromEntries(paths.map((path) => [path, host.look(path)])),
    missing: [...new Set(paths.flatMap((path) => missingAbove(host, path)))],
    running,
  };
};

export const isRunning = async (host: ServiceHost, unit: string): Promise<boolean> =>
  (await host.run(['systemctl', 'is-active', '--quiet', unit])).ok;

/** The links that turn ModemManager on: what `systemctl disable` would remove, and not remember. */
const linksToThem = (host: ServiceHost): readonly string[] => {
  const folders = host
    .list(unitFolder)
    .filter((name) => /\.(wants|requires|upholds)$/.test(name))
    .map((name) => `${unitFolder}/${name}`);
  return [unitFolder, ...folders].flatMap((folder) =>
    host
      .list(folder)
      .map((name) => `${folder}/${name}`)
      .filter((path) => !host.isFolder(path) && leadsToThem(host.look(path))),
  );
};

export const leadsToThem = (standing: Standing): boolean =>
  standing.kind === 'link' && basename(standing.to) === theirUnit;

const missingAbove = (host: ServiceHost, path: string): readonly string[] => {
  const folder = dirname(path);
  return host.isFolder(folder) ? [] : [...missingAbove(host, folder), folder];
};

/** What was found at first counts, and for what it did not know of, what was found later. */
export const foundFirst = (first: Found, later: Found): Found => ({
  // In the order of the first, so that the same is written as the same.
  files: { ...first.files, ...later.files, ...first.files },
  missing: [...new Set([...first.missing, ...later.missing])],
  running: first.running,
});
