import { stages } from '@dialtone/plugins';
import type { StickStatus } from '../dbus/status.js';
import { exitWords } from '../facts/exit-words.js';
import type { Diagnosis } from '../facts/fact.js';
import { printable } from '../facts/printable.js';
import { seconds } from '../facts/seconds.js';
import { causeRows } from './cause-rows.js';
import type { Line } from './line.js';
import { originWords } from './origin-words.js';
import { row, said } from './rows.js';
import { causesNow, doingWords, placeWords, stickWords } from './stick-words.js';

/** All that is known of one stick, for people: what is wrong with it, the link, each value of its plan with who said it, and times. */
export const explanation = (stick: StickStatus): readonly Line[] => [
  said(stickWords(stick), 'heading'),
  ...(causesNow(stick).length > 0 ? trouble(stick) : well(stick)),
  ...planRows(stick),
  ...timesRow(stick),
];

const trouble = (stick: StickStatus): readonly Line[] => {
  const { lastExit, causes } = stick;
  const detail = lastExit?.detail === undefined ? '' : ` (${printable(lastExit.detail)})`;
  return [
    said(`Not online${lastExit ? `: ${exitWords[lastExit.exit]}${detail}` : ''}.`, 'bad'),
    row('state', doingWords(stick)),
    ...causes.flatMap((cause) => causeRows(cause, firstOf(cause))),
  ];
};

/** A service may have run for weeks: what counts is how far apart the pieces lie. */
const firstOf = ({ evidence }: Diagnosis): number => Math.min(...evidence.map(({ t }) => t));

const well = (stick: StickStatus): readonly Line[] => {
  if (stick.doing !== 'online') return [said(`Nothing is wrong: ${doingWords(stick)}.`)];
  return [said('Online: nothing is wrong.', 'good'), ...linkRows(stick)];
};

const linkRows = ({ link }: StickStatus): readonly Line[] =>
  link
    ? [
        row('address', `${printable(link.address)} ${placeWords(link)}`),
        row('DNS', printable(link.dns.join(', ')) || 'none'),
        row('engine', printable(link.engine)),
      ]
    : [];

const planRows = ({ plan, carrier }: StickStatus): readonly Line[] => {
  if (plan === undefined) return [];
  const { apn, user, passwordSet, number, cid, profile, attempt, of, carrierApns } = plan;
  return [
    row('APN', apn ? originWords(apn) : 'none known: what the modem has stored is used'),
    ...(user ? [row('user', originWords(user))] : []),
    ...(passwordSet ? [row('password', 'set')] : []),
    row('number', originWords(number)),
    row('context', originWords({ ...cid, value: String(cid.value) })),
    ...(profile === undefined ? [] : [row('profile', `${printable(profile)} (${attempt} of ${of})`)]),
    ...(carrier === undefined ? [] : [row('carrier', carrierWords(carrier, carrierApns))]),
  ];
};

const carrierWords = (carrier: string, apns: readonly string[]): string =>
  printable(apns.length === 0 ? carrier : `${carrier}, whose APNs are ${apns.join(', ')}`);

const timesRow = ({ times }: StickStatus): readonly Line[] => {
  const walked = stages.flatMap((stage) => {
    const ms = times[stage];
    return ms === undefined ? [] : [`${stage} ${seconds(ms)}`];
  });
  return walked.length === 0 ? [] : [row('times', walked.join(', '))];
};
