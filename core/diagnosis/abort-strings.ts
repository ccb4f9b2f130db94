import type { Fact, FactOf } from '../facts/fact.js';
import { placesOf } from '../facts/places-of.js';
import type { Sign } from '../facts/signs/index.js';

/**
 * chat ends with a number that tells which of its abort strings came, counted as they stand in its script: where that is among the files, the string
 * itself is told. With more than one script nobody knows whose number it is. Pure.
 */
export const withAbortStrings = (files: readonly (readonly Fact[])[]): readonly (readonly Fact[])[] => {
  const scripts = files.map(abortsOf).filter((aborts) => aborts.length > 0);
  const [script] = scripts;
  if (script === undefined || scripts.length > 1) return files;
  return files.map((facts) => facts.map((fact) => toldOf(fact, script)));
};

type Setting = FactOf<'config.read'>;

const abortsOf = (facts: readonly Fact[]): readonly Setting[] => {
  const settings = facts.filter((fact): fact is Setting => fact.fact === 'config.read' && fact.tool === 'chat');
  return settings.some(({ key }) => key === 'CLR_ABORT') ? [] : settings.filter(({ key }) => key === 'ABORT');
};

const toldOf = (fact: Fact, script: readonly Setting[]): Fact => {
  if (fact.fact !== 'sign.seen' || fact.sign !== 'connect-script-aborted') return fact;
  const abort = script[Number(fact.detail) - 1];
  const sign = abort && meanings.find(([pattern]) => pattern.test(abort.value))?.[1];
  return abort && sign ? { ...fact, sign, detail: abort.value, seen: [...placesOf(fact), ...placesOf(abort)] } : fact;
};

const meanings: readonly (readonly [RegExp, Sign])[] = [
  [/ERROR/i, 'script-met-error'],
  [/NO ?CARRIER/i, 'no-carrier'],
  [/BUSY/i, 'line-busy'],
  [/NO ?ANSWER/i, 'no-answer'],
  [/NO ?DIAL ?TONE/i, 'no-dialtone'],
];
