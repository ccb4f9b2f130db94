import type { Diagnosis, FactOf, OfflineVerdict, OnlineVerdict, Probe, Verdict } from '../facts/fact.js';
import { printable } from '../facts/printable.js';
import { seconds } from '../facts/seconds.js';
import { originWords } from './origin-words.js';
import { type Paint, plain } from './paint.js';
import { delaysWords } from './simulated-delays.js';

/** What the closing block says beyond the verdict itself. */
export interface Circumstances {
  readonly simulation?: FactOf<'simulation.started'>;
  /** Answered AT commands so far. */
  readonly replies: number;
}

/** The block that ends a walk for people: the link, or what is wrong and what to do about it. Lines without a final line break. */
export const closing = (verdict: Verdict, around: Circumstances, paint: Paint = plain): string =>
  [...(verdict.online ? link(verdict, paint) : trouble(verdict, paint)), ...delays(around, paint)].join('\n');

const link = (verdict: OnlineVerdict, paint: Paint): readonly string[] => [
  paint('good', `Online after ${seconds(verdict.totalMs)}.`),
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

const trouble = ({ causes, stage, totalMs }: OfflineVerdict, paint: Paint): readonly string[] => {
  const [first, ...others] = causes;
  return [
    paint('bad', `Not online after ${seconds(totalMs)}: the walk ended in ${stage}.`),
    ...(first ? explained(first, paint) : [row('cause', 'none found, which is a mistake in Dialtone')]),
    ...others.map((other) => row('or', `${other.id} (${percent(other)}): ${printable(other.says)}`)),
  ];
};

const explained = (cause: Diagnosis, paint: Paint): readonly string[] => [
  row('cause', `${cause.id} (in ${cause.layer}, ${percent(cause)})`),
  row('meaning', printable(cause.says)),
  ...cause.evidence.map(({ t, text }, index) =>
    row(index === 0 ? 'evidence' : '', `${seconds(t).padStart(7)}  ${printable(text)}`),
  ),
  row('remedy', paint('heading', printable(cause.remedy))),
];

const percent = ({ confidence }: Diagnosis): string => `${Math.round(confidence * 100)} % sure`;

const delays = ({ simulation, replies }: Circumstances, paint: Paint): readonly string[] =>
  simulation ? [paint('quiet', delaysWords(simulation.delays, replies))] : [];

const row = (name: string, value: string): string => `  ${name.padEnd(9)} ${value}`;
