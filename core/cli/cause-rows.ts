import type { Diagnosis } from '../facts/fact.js';
import { printable } from '../facts/printable.js';
import { seconds } from '../facts/seconds.js';
import type { Line } from './line.js';
import { headed, row } from './rows.js';

/** A cause in full: what it is, what it means, how that is known (in seconds after `since`, a `t`) and what to do. */
export const causeRows = (cause: Diagnosis, since = 0): readonly Line[] => [
  nameRow(cause),
  meaningRow(cause),
  ...evidenceRows(cause.evidence.map(({ t, text }) => [seconds(t - since).padStart(7), text])),
  remedyRow(cause),
];

export const nameRow = (cause: Diagnosis): Line => row('cause', `${cause.id} (in ${cause.layer}, ${percent(cause)})`);
export const meaningRow = ({ says }: Diagnosis): Line => row('meaning', printable(says));
export const remedyRow = ({ remedy }: Diagnosis): Line => row('remedy', printable(remedy), 'heading');

/** Each piece with where or when it was found; without that it stands alone. */
export const evidenceRows = (
  pieces: readonly (readonly [place: string | undefined, text: string])[],
): readonly Line[] =>
  pieces.map(([place, text], index) => ({
    ...row('', printable(text)),
    head: `${headed(index === 0 ? 'evidence' : '')}${place === undefined ? '' : `${place}  `}`,
  }));

/** Another cause that it may be, in one line. */
export const otherRow = (cause: Diagnosis): Line =>
  row('or', `${cause.id} (${percent(cause)}): ${printable(cause.says)}`);

const percent = ({ confidence }: Diagnosis): string => `${Math.round(confidence * 100)} % sure`;
