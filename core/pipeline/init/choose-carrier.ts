import type { CarrierPack } from '@dialtone/plugins';
import { concatMap, map, type Observable, of } from 'rxjs';
import { homeNetworks } from '../../at/parse-imsi.js';
import type { Asking } from '../ask.js';
import { step } from '../stage.js';
import type { Contributed, StageTools } from '../tools.js';
import { sendSteps } from './apply-steps.js';
import { imsiOf, type SimRead } from './read-sim.js';

export interface Chosen {
  readonly carrier: Contributed<CarrierPack> | undefined;
  /** The SIM's IMSI: only ever given to the memory, which hashes it. */
  readonly sim: string | undefined;
}

/** Knows the carrier by the SIM's own number, not by the serving network (which is somebody else's when roaming), and sends what its pack asks for. */
export const chooseCarrier = (known: Asking & SimRead, tools: StageTools): Observable<Chosen> =>
  step('choose-carrier', tools, (inside) =>
    // A card that had no power with the radio off can be read now.
    (known.sim === undefined ? imsiOf(known, inside) : of(known.sim)).pipe(
      map((sim) => ({ sim, carrier: sim === undefined ? undefined : pick(homeNetworks(sim), inside) })),
      concatMap((chosen) => sendSteps(known, chosen.carrier?.value.init ?? []).pipe(map(() => chosen))),
    ),
  );

/**
 * The IMSI's beginning reads as a network of five or of six digits: the longer match wins. Of several packs for one network it is the one whose
 * plugin the user pinned, else the first by name: any of them has an APN of that carrier's.
 */
const pick = (networks: readonly [string, string], tools: StageTools): Contributed<CarrierPack> | undefined => {
  const pinned = tools.catalog.pinned();
  const matches = [...networks].reverse().flatMap((network) =>
    tools.catalog
      .carriers()
      .filter(({ value }) => value.match.mccmnc.includes(network))
      .map((carrier) => ({ network, carrier })),
  );
  const best =
    matches.find(({ network, carrier }) => network === matches[0]?.network && pinned.includes(carrier.plugin)) ??
    matches[0];
  if (!best) {
    tools.report({ fact: 'carrier.unknown', mccmnc: networks[0] });
    return undefined;
  }
  const { carrier, network } = best;
  tools.report({
    fact: 'carrier.chosen',
    carrier: carrier.value.id,
    name: carrier.value.carrier,
    plugin: carrier.plugin,
    mccmnc: network,
  });
  return carrier;
};
