import { readdirSync } from 'node:fs';
import type { SchedulerLike } from 'rxjs';
import type { FactBody } from '../../facts/fact.js';
import { limits as corridorLimits, type Limits } from '../../pipeline/limits.js';
import { findProgram } from '../find-program.js';
import { monotonicClock } from '../monotonic-clock.js';
import { isThere, linuxNetwork, type NetworkPlaces } from './network-places.js';
import { linkOf } from './record.js';
import { runProgram } from './run-program.js';

export interface LeftoverOptions {
  readonly clock?: SchedulerLike;
  readonly limits?: Pick<Limits, 'resolver'>;
  readonly places?: NetworkPlaces;
}

/**
 * Takes away what a Dialtone that was killed could not: name servers that resolvconf keeps for links which are no more. Routes,
 * and what systemd-resolved was told, went with the links. To be called at the start of the process; says what it took away. Never rejects.
 */
export const removeLeftovers = async (options: LeftoverOptions = {}): Promise<readonly FactBody[]> => {
  const { clock, limits, places } = {
    clock: monotonicClock,
    limits: corridorLimits,
    places: linuxNetwork(),
    ...options,
  };
  const resolvconf = findProgram('resolvconf', places.programs);
  if (resolvconf === undefined) return [];
  const removed: FactBody[] = [];
  for (const { record, link } of orphansIn(places)) {
    const ended = await runProgram({ command: [resolvconf, '-d', record] }, { clock, limitMs: limits.resolver });
    if (ended.ok) removed.push({ fact: 'leftover.removed', what: `the name servers of ${link}, from resolvconf` });
  }
  return removed;
};

interface Orphan {
  readonly record: string;
  readonly link: string;
}

const orphansIn = (places: NetworkPlaces): readonly Orphan[] =>
  [...new Set(places.records.flatMap(filesIn))].flatMap((record) => {
    const link = linkOf(record);
    return link === undefined || isThere(link, places) ? [] : [{ record, link }];
  });

const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    // Another resolvconf, or none.
    return [];
  }
};
