import type { Diagnosis, Place } from '../facts/fact.js';
import { printable } from '../facts/printable.js';
import type { FileOutcome } from '../readers/read-file.js';
import { evidenceRows, meaningRow, nameRow, otherRow, remedyRow } from './cause-rows.js';
import type { Examined } from './doctor.js';
import type { Line } from './line.js';
import { row, said } from './rows.js';

/** What the doctor found, for people: the cause with the lines that prove it, what to do, and what was read. */
export const doctorRows = (long: Examined): readonly Line[] => {
  const examined = withShortNames(long);
  return [
    ...verdictRows[examined.verdict](examined),
    ...changeRows(examined),
    ...symptomRows(examined),
    ...noteRows(examined),
    ...readRows(examined.read),
  ];
};

/** The folder that all files are in is known to whoever named it. */
const withShortNames = (examined: Examined): Examined => {
  const folder = commonFolder(examined.read.map(({ file }) => file));
  const short = (file: string) => file.slice(folder.length);
  const named = (cause: Diagnosis): Diagnosis => ({
    ...cause,
    evidence: cause.evidence.map((piece) =>
      piece.at ? { ...piece, at: { ...piece.at, file: short(piece.at.file) } } : piece,
    ),
  });
  return {
    ...examined,
    causes: examined.causes.map(named),
    read: examined.read.map((one) => ({ ...one, file: short(one.file) })),
    notes: examined.notes.map((note) => ({ ...note, at: { ...note.at, file: short(note.at.file) } })),
  };
};

const commonFolder = (files: readonly string[]): string => {
  const [first = '', ...others] = files;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (!others.every((file) => file.startsWith(folder))) folder = folder.replace(/[^/]*\/$/, '');
  return folder;
};

const verdictRows: Readonly<Record<Examined['verdict'], (examined: Examined) => readonly Line[]>> = {
  healthy: () => [said('Nothing is wrong here.', 'good')],
  undecided: ({ causes }) =>
    causes.length === 0
      ? [said('Nothing in these files says what is wrong, or whether anything is.', 'bad')]
      : [
          said('These files do not decide what is wrong. In the order of likelihood:', 'bad'),
          ...causes.slice(0, mostShown).flatMap((cause) => [meaningRow(cause), ...faultRows(cause)]),
        ],
  fault: ({ causes: [first, ...others] }) =>
    first === undefined
      ? []
      : [said(printable(first.says), 'bad'), ...faultRows(first), ...others.slice(0, mostShown).map(otherRow)],
};

const mostShown = 3;

/** The last pieces of evidence: a log repeats itself, and what counts stands at its end. */
const faultRows = (cause: Diagnosis): readonly Line[] => [
  nameRow(cause),
  ...evidenceRows(cause.evidence.slice(-mostEvidence).map(({ at, text }) => [at && placeWords(at), at?.text ?? text])),
  remedyRow(cause),
];

const mostEvidence = 8;

const changeRows = ({ change }: Examined): readonly Line[] =>
  change === undefined
    ? []
    : change.diff
        .trimEnd()
        .split('\n')
        .map((line, index) => row(index === 0 ? 'change' : '', `${line.startsWith(' ') ? ' ' : ''}${printable(line)}`));

const symptomRows = ({ symptoms }: Examined): readonly Line[] =>
  symptoms.length === 0 ? [] : [row('follows', symptoms.map(({ id }) => id).join(', '))];

const noteRows = ({ notes }: Examined): readonly Line[] =>
  notes.map(({ says, at }, index) => row(index === 0 ? 'note' : '', `${placeWords(at)}  ${printable(says)}`));

const placeWords = ({ file, line }: Place): string => `${printable(file)}:${line}`;

const readRows = (read: readonly FileOutcome[]): readonly Line[] =>
  read.map(({ file, kinds, lines, understood, trouble }, index) =>
    row(
      index === 0 ? 'read' : '',
      `${printable(file)} ${trouble === undefined ? '' : `${trouble}; `}(${kinds.length === 0 ? 'nothing known' : kinds.join(', ')}; ${understood} of ${lines} lines understood)`,
    ),
  );
