import type { CauseId } from '@dialtone/plugins';
import type { Fact, FactOf, Place } from '../facts/fact.js';
import { apnLine } from './apn-line.js';
import { lints } from './rules/read/config/lints.js';
import { type Edit, unifiedDiff } from './unified-diff.js';

/** What would have to be changed in which of the user's files, as a unified diff, where that is known. `apns`: those of the carrier, likeliest first. Pure. */
export const changeFor = (
  facts: readonly Fact[],
  cause: CauseId,
  apns: readonly string[],
): { readonly file: string; readonly diff: string } | undefined => {
  const settings = facts.filter((fact) => fact.fact === 'config.read');
  const [apn] = apns;
  const edit =
    mendedLine(facts, cause) ??
    (cause === 'apn-missing' && apn !== undefined ? apnLine(settings, apn) : undefined) ??
    lackingOption(settings, cause);
  return edit && { file: edit.file, diff: unifiedDiff(edit, linesOf(facts, edit.file)) };
};

/** The line with the flaw that the cause rests on, as it should be. */
const mendedLine = (facts: readonly Fact[], cause: CauseId): Edit | undefined => {
  const isOf = ({ flaw, key }: FactOf<'config.flaw'>): boolean =>
    lints.some((lint) => lint.cause === cause && lint.flaws.includes(flaw) && (lint.keys?.includes(key) ?? true));
  const flaw = facts.findLast((fact) => fact.fact === 'config.flaw' && fact.better !== undefined && isOf(fact));
  if (flaw?.fact !== 'config.flaw' || flaw.better === undefined || flaw.at === undefined) return undefined;
  return { file: flaw.at.file, line: flaw.at.line, takesAway: [flaw.at.text], puts: flaw.better.split('\n') };
};

const options: Partial<Record<CauseId, string>> = {
  'peer-auth-required': 'noauth',
  'no-default-route': 'defaultroute',
  'no-dns': 'usepeerdns',
};

/** An option that a file of pppd's lacks, behind its last one: of several files, the one that names a connect script or a port. */
const lackingOption = (settings: readonly FactOf<'config.read'>[], cause: CauseId): Edit | undefined => {
  const option = options[cause];
  const ofPppd = settings.filter(({ tool, section }) => tool === 'pppd' && section === undefined);
  if (option === undefined || ofPppd.some(({ key }) => key === option)) return undefined;
  const main = ofPppd.find(({ key }) => key === 'connect') ?? ofPppd.find(({ key }) => key === 'device') ?? ofPppd[0];
  const last = ofPppd.filter(({ at }) => at?.file === main?.at?.file).at(-1)?.at;
  return last && { file: last.file, line: last.line + 1, takesAway: [], puts: [option] };
};

/** The lines of a file that are known. */
const linesOf = (facts: readonly Fact[], file: string): ReadonlyMap<number, string> =>
  new Map(
    facts
      .filter(({ fact }) => fact === 'config.read' || fact === 'config.flaw')
      .flatMap(({ at }): readonly Place[] => (at ? [at] : []))
      .filter((at) => at.file === file && !at.text.includes('<hidden>'))
      .map(({ line, text }) => [line, text]),
  );
