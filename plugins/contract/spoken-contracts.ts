import { contractVersion } from './device.js';

/**
 * The contract's integers that this Dialtone takes, newest first: its own, N, and N−1, so that authors have the time of one edition. There has been no
 * other than 1 yet. Whoever adds one lets the schemas take it too; the test of this table fails otherwise.
 */
export const spokenContracts: readonly number[] = [contractVersion];

/** Why a value of this contract is not taken, to be read after its path; undefined for one that is spoken. */
export const notSpoken = (contract: number, spoken: readonly number[] = spokenContracts): string | undefined => {
  if (spoken.includes(contract)) return undefined;
  const newest = Math.max(...spoken);
  const toDo = contract > newest ? 'update Dialtone' : `ask its author for an edition for contract ${newest}`;
  return `is ${contract}, but this Dialtone speaks ${spoken.join(' and ')}: ${toDo}`;
};
