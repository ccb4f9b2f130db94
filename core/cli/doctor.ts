import type { Rule } from '@dialtone/plugins';
import { changeFor } from '../diagnosis/change.js';
import { coreRules } from '../diagnosis/core-rules.js';
import { type Judgement, judgeCase } from '../diagnosis/judge-case.js';
import { portsThatDiffer } from '../diagnosis/ports-that-differ.js';
import { readRules } from '../diagnosis/read-rules.js';
import { type Known, recognise } from '../diagnosis/recognise.js';
import type { Diagnosis, Fact, Place } from '../facts/fact.js';
import { flaws } from '../facts/flaws.js';
import { UsageError } from '../facts/usage-error.js';
import { type FileOutcome, readBytes, readFile } from '../readers/read-file.js';
import { cannotBeRead, caseFiles, standardInput } from './case-files.js';
import { doctorJson } from './doctor-json.js';
import { doctorRows } from './doctor-rows.js';
import { installedPlugins } from './installed-plugins.js';
import { jsonOnOneLine } from './json-lines.js';
import type { Io } from './main.js';
import { printLines } from './print-lines.js';
import type { AskFlags } from './program.js';

/** What a case came to, and what would mend it. */
export interface Examined extends Judgement {
  readonly read: readonly FileOutcome[];
  /** Oddities of the configuration that no cause rests on. */
  readonly notes: readonly { readonly says: string; readonly at: Place }[];
  /** What to change in a file of the case for the first cause. */
  readonly change?: { readonly file: string; readonly diff: string };
}

/** `dialtone doctor`: 0 where nothing is wrong, 1 where a fault was found, 3 where the files do not say. Rejects with UsageError for what cannot be read. */
export const doctor = async (
  named: readonly string[],
  { json }: AskFlags,
  io: Io,
  stdin: AsyncIterable<Buffer> = process.stdin,
): Promise<number> => {
  const read: FileOutcome[] = [];
  for (const file of caseFiles(named)) read.push(await outcomeOf(file, stdin));
  const { loaded } = await installedPlugins();
  const known = { devices: loaded.flatMap((it) => it.devices), carriers: loaded.flatMap((it) => it.carriers) };
  const examined = examine(read, known);
  if (json) io.stdout.write(jsonOnOneLine(doctorJson(examined)));
  else printLines(doctorRows(examined), io);
  return statusOf[examined.verdict];
};

const statusOf: Readonly<Record<Judgement['verdict'], number>> = { healthy: 0, fault: 1, undecided: 3 };

const outcomeOf = async (file: string, stdin: AsyncIterable<Buffer>): Promise<FileOutcome> => {
  try {
    return await (file === standardInput ? readBytes('standard input', stdin) : readFile(file));
  } catch (error) {
    throw new UsageError(cannotBeRead(file, error));
  }
};

/** Facts of all files → what is wrong, with what plugins know of the stick and the carrier. Pure. */
export const examine = (read: readonly FileOutcome[], known: Known): Examined => {
  const facts = read.map((file) => file.facts);
  const recognised = recognise(facts.flat(), known);
  const judged = judgeCase(
    [[...recognised, ...portsThatDiffer(facts.flat())], ...facts],
    [...coreRules, ...readRules, ...rulesOf(recognised, known)],
  );
  const named = withKnownApns(judged, recognised, known);
  const [first] = named.causes;
  const change =
    first && named.verdict === 'fault' ? changeFor(facts.flat(), first.id, [...apnsOf(recognised), 'APN']) : undefined;
  return { ...named, read, notes: notesOn(facts.flat(), named.causes), ...(change ? { change } : {}) };
};

/** Flaws on lines that are no evidence of anything. */
const notesOn = (facts: readonly Fact[], causes: readonly Diagnosis[]): Examined['notes'] => {
  const evidence = causes.flatMap((cause) => cause.evidence.flatMap(({ at }) => (at ? [`${at.file}:${at.line}`] : [])));
  return facts.flatMap((fact) => {
    if (fact.fact !== 'config.flaw' || fact.at === undefined) return [];
    return evidence.includes(`${fact.at.file}:${fact.at.line}`) ? [] : [{ says: flaws[fact.flaw], at: fact.at }];
  });
};

const rulesOf = (recognised: readonly Fact[], { devices, carriers }: Known): readonly Rule[] =>
  recognised.flatMap((fact) => {
    if (fact.fact === 'device.recognised')
      return devices.find(({ value }) => value.id === fact.device)?.value.diagnoses ?? [];
    if (fact.fact === 'carrier.suspected')
      return carriers.find(({ value }) => value.id === fact.carrier)?.value.diagnoses ?? [];
    return [];
  });

const apnsOf = (recognised: readonly Fact[]): readonly string[] =>
  recognised.flatMap((fact) => (fact.fact === 'carrier.suspected' ? fact.apns : []));

/** Where nothing names the carrier, the remedy for an APN names those of all that are known, if they are few. */
const withKnownApns = (judged: Judgement, recognised: readonly Fact[], { carriers }: Known): Judgement => {
  if (apnsOf(recognised).length > 0 || carriers.length > mostNamed) return judged;
  const list = carriers.map(({ value }) => `for ${value.carrier} it is ${value.profiles[0]?.apn}`).join(', ');
  return {
    ...judged,
    causes: judged.causes.map((cause) =>
      list !== '' && (cause.id === 'apn-missing' || cause.id === 'apn-wrong')
        ? { ...cause, remedy: `${cause.remedy} Known here: ${list}.` }
        : cause,
    ),
  };
};

const mostNamed = 5;
