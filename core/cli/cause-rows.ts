import type { Diagnosis } from '../facts/fact.js';
import { printable } from '../facts/printable.js';
import { seconds } from '../facts/seconds.js';
import type { Line } from './line.js';
import { headed, row } from './rows.js';

/** A cause in full: what it is, what it means, how that is known (in seconds after `since`, a `t`) and what to do. */
export const causeRows = (cause: Diagnosis, since = 0): readonly Line[] => [
  row('cause', `${cause.id} (in ${cause.layer}, ${percent(cause)})`),
  row('meaning', printable(cause.says)),
  ...cause.evidence.map(({ t, text }, index) => ({
    ...row('', printable(text)),
    head: `${headed(index === 0 ? 'evidence' : '')}${seconds(t - since).padStart(7)}  `,
  })),
  row('remedy', printable(cause.remedy), 'heading'),
];

export const percent = ({ confidence }: Diagnosis): string => `${Math.round(confidence * 100)} % sure`;
