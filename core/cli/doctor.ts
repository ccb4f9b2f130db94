import { type Examination, examine } from '../diagnosis/examine.js';
import { UsageError } from '../facts/usage-error.js';
import { type FileOutcome, readBytes, readFile } from '../readers/read-file.js';
import { cannotBeRead } from './cannot-be-read.js';
import { caseFiles, standardInput } from './case-files.js';
import { doctorJson } from './doctor-json.js';
import { doctorRows } from './doctor-rows.js';
import { installedPlugins } from './installed-plugins.js';
import { jsonOnOneLine } from './json-lines.js';
import type { AskFlags } from './json-option.js';
import type { Io } from './main.js';
import { printLines } from './print-lines.js';

/** What a case came to, and what was read for it. */
export type Examined = Examination & { readonly read: readonly FileOutcome[] };

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
  const examined = {
    ...examine(
      read.map(({ facts }) => facts),
      known,
    ),
    read,
  };
  if (json) io.stdout.write(jsonOnOneLine(doctorJson(examined)));
  else printLines(doctorRows(examined), io);
  return statusOf[examined.verdict];
};

const statusOf: Readonly<Record<Examined['verdict'], number>> = { healthy: 0, fault: 1, undecided: 3 };

const outcomeOf = async (file: string, stdin: AsyncIterable<Buffer>): Promise<FileOutcome> => {
  try {
    return await (file === standardInput ? readBytes('standard input', stdin) : readFile(file));
  } catch (error) {
    throw new UsageError(cannotBeRead(file, error));
  }
};
