import type { Diagnosis } from '../facts/fact.js';
import type { Examined } from './doctor.js';

/** What `dialtone doctor --json` prints: causes best first, evidence by file and line. */
export const doctorJson = ({ verdict, causes, symptoms, notes, read, change }: Examined): object => ({
  verdict,
  causes: causes.map(causeJson),
  symptoms: symptoms.map(causeJson),
  notes: notes.map(({ says, at }) => ({ says, evidence: [at] })),
  read: read.map(({ file, kinds, lines, understood, trouble }) => ({
    file,
    kinds,
    lines,
    understood,
    ...(trouble === undefined ? {} : { trouble }),
  })),
  ...(change ? { change } : {}),
});

const causeJson = ({ id, layer, confidence, says, remedy, evidence }: Diagnosis) => ({
  id,
  layer,
  confidence,
  says,
  remedy,
  evidence: evidence.flatMap(({ at }) => (at ? [{ file: at.file, line: at.line, text: at.text }] : [])),
});
