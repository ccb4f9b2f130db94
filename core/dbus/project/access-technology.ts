import type { SessionState } from '../../facts/session-state.js';
import { isServed } from './registration.js';

/** MMModemAccessTechnology, by the word of the modem or else by the number beside the network's name; 0 while no network serves it. */
export const accessTechnologies = (session: Told): number =>
  isServed(session) ? byWord(session.mode ?? '') || technologyNumbered(session.operator?.technology) : 0;

/** Likewise of a number alone, as TS 27.007 counts them in +COPS. */
export const technologyNumbered = (technology: number | undefined): number =>
  technology === undefined ? 0 : (byNumber[technology] ?? 0);

/** Which family of networks: what Modem.Signal keeps its measurements apart by. */
export const isGsm = (technologies: number): boolean => (technologies & (gsm | compact | gprs | edge)) !== 0;
export const isUmts = (technologies: number): boolean => (technologies & (umts | hsdpa | hsupa | hspa | plus)) !== 0;
export const isLte = (technologies: number): boolean => (technologies & lte) !== 0;

type Told = Pick<SessionState, 'mode' | 'registration' | 'operator'>;

const gsm = 1 << 1;
const compact = 1 << 2;
const gprs = 1 << 3;
const edge = 1 << 4;
const umts = 1 << 5;
const hsdpa = 1 << 6;
const hsupa = 1 << 7;
const hspa = 1 << 8;
const plus = 1 << 9;
const lte = 1 << 14;
const nr = 1 << 15;
const narrowband = 1 << 17;

/** Words that sticks use; what one says beyond them (`No Service`) is no technology. */
const words: readonly (readonly [RegExp, number])[] = [
  [/LTE|4G/, lte],
  [/HSPA\+/, plus],
  [/HSPA(?!\+)/, hspa],
  [/HSUPA/, hsupa],
  [/HSDPA/, hsdpa],
  [/UMTS|WCDMA|UTRAN|3G/, umts],
  [/EDGE|EGPRS/, edge],
  [/(?<!E)GPRS/, gprs],
  [/GSM|2G/, gsm],
];

const byWord = (mode: string): number =>
  words.reduce((found, [word, bit]) => (word.test(mode.toUpperCase()) ? found | bit : found), 0);

/** The access technologies of +COPS (TS 27.007, 7.3), in their order. */
const byNumber: readonly number[] = [
  gsm,
  compact,
  umts,
  edge,
  hsdpa,
  hsupa,
  hsdpa | hsupa,
  lte,
  gsm,
  narrowband,
  lte,
  nr,
  nr,
  lte | nr,
];
