import type { FactOf, OfflineVerdict, OnlineVerdict, Probe, Verdict } from '../facts/fact.js';
import { printable } from '../facts/printable.js';
import { seconds } from '../facts/seconds.js';
import { causeRows, otherRow } from './cause-rows.js';
import type { Line } from './line.js';
import { originWords } from './origin-words.js';
import { row, said } from './rows.js';
import { delaysWords } from './simulated-delays.js';

/** What the closing block says beyond the verdict itself. */
export interface Circumstances {
  readonly simulation?: FactOf<'simulation.started'>;
  /** Answered AT commands so far. */
  readonly replies: number;
}

/** The block that ends a walk for people: the link, or what is wrong and what to do about it. It stands apart from what was before it. */
export const closing = (verdict: Verdict, around: Circumstances): readonly Line[] => [
  said(''),
  ...(verdict.online ? link(verdict) : trouble(verdict)),
  ...delays(around),
];

const link = (verdict: OnlineVerdict): readonly Line[] => [
  said(`Online after ${seconds(verdict.totalMs)}.`, 'good'),
  row('address', `${printable(verdict.address)} ${where(verdict)}`),
  row('DNS', printable(verdict.dns.join(', ')) || 'none'),
  row('APN', originWords(verdict.apn)),
  row('ping', ping(verdict.probe)),
  row('engine', verdict.engine),
];

const where = ({ interface: name }: OnlineVerdict): string =>
  name === undefined ? '(inside this process)' : `on ${printable(name)}`;

const ping = ({ rttMs, names }: Probe): string =>
  `${rttMs === undefined ? 'no answer' : `${Math.round(rttMs)} ms`}, ${names ? 'names answered' : 'names not answered'}`;

const trouble = ({ causes, stage, totalMs }: OfflineVerdict): readonly Line[] => {
  const [first, ...others] = causes;
  return [
    said(`Not online after ${seconds(totalMs)}: the walk ended in ${stage}.`, 'bad'),
    ...(first ? causeRows(first) : [row('cause', 'none found, which is a mistake in Dialtone')]),
    ...others.map(otherRow),
  ];
};

const delays = ({ simulation, replies }: Circumstances): readonly Line[] =>
  simulation ? [said(delaysWords(simulation.delays, replies), 'quiet')] : [];
