import type { CarrierPack, Problem } from '../contract/index.js';
import { initProblems } from './init-problems.js';
import { repeated } from './repeated.js';
import { ruleProblems } from './rule-problems.js';

/** What no schema can say about a carrier pack. */
export const carrierProblems = (carrier: CarrierPack): readonly Problem[] => [
  ...profileProblems(carrier),
  ...dialProblems(carrier),
  ...initProblems(carrier.init, 'init'),
  ...ruleProblems(carrier.diagnoses, 'diagnoses'),
  ...simulationProblems(carrier),
];

const profileProblems = ({ profiles }: CarrierPack): readonly Problem[] => [
  ...repeated(profiles.map(({ name }) => name)).map((at) => ({ path: `profiles[${at}].name`, says: 'is used twice' })),
  ...profiles.flatMap(({ auth }, at) =>
    auth.password !== undefined && auth.user === undefined
      ? [{ path: `profiles[${at}].auth.user`, says: 'is missing, but there is a password' }]
      : [],
  ),
];

/** `ATD` with nothing behind it would answer OK and dial nobody. */
const dialProblems = ({ dial }: CarrierPack): readonly Problem[] =>
  dial?.number !== undefined && !/\d|\{cid\}/.test(dial.number)
    ? [{ path: 'dial.number', says: 'must hold a digit or {cid}' }]
    : [];

/** The virtual SIM is at home in the simulated network: with a foreign number, the pack would never be chosen for it. */
const simulationProblems = ({ simulation, match }: CarrierPack): readonly Problem[] =>
  simulation && !match.mccmnc.includes(simulation.mccmnc)
    ? [{ path: 'simulation.mccmnc', says: 'must be one of match.mccmnc, since the virtual SIM is at home there' }]
    : [];
