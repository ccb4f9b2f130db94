import type { Fact, FactOf } from '../facts/fact.js';
import type { Sign } from '../facts/signs/index.js';

/** What only the order tells in which one file's facts stand, since rules know of none. Pure. */
export const toldByOrder = (facts: readonly Fact[]): readonly Fact[] =>
  withLateUnlock(
    withBusyTries(
      withReturn(withSilenceSince(withPorts(withLastSignal(withoutEarlyLosses(withoutEarlyNames(facts)))))),
    ),
  );

const isSign = (fact: Fact, ...signs: readonly Sign[]): fact is FactOf<'sign.seen'> =>
  fact.fact === 'sign.seen' && signs.includes(fact.sign);

/** A name that was looked up before the link came up says nothing of it: half of what a machine starts asks for some. */
const withoutEarlyNames = (facts: readonly Fact[]): readonly Fact[] => {
  const up = facts.findLast(({ fact }) => fact === 'ppp.up');
  return up === undefined ? facts : facts.filter((fact) => !isSign(fact, 'names-unresolved') || !isBefore(fact, up));
};

/** What was lost before the link came up, or before something was answered, is not lost any more. */
const withoutEarlyLosses = (facts: readonly Fact[]): readonly Fact[] => {
  const mended = facts.findLastIndex((fact) => fact.fact === 'ppp.up' || isSign(fact, 'ping-answered'));
  return facts.filter((fact, at) => at > mended || !isSign(fact, 'ping-lost'));
};

/** A modem that heard a network and then hears none has lost it. */
const withLastSignal = (facts: readonly Fact[]): readonly Fact[] => {
  const signals = facts.filter((fact) => fact.fact === 'signal.measured');
  const last = signals.at(-1);
  if (last?.percent !== 0 || signals.every(({ percent }) => percent === 0)) return facts;
  const told = { t: last.t, ...(last.at ? { at: last.at } : {}), fact: 'sign.seen', by: 'modem' } as const;
  return facts.toSpliced(facts.indexOf(last) + 1, 0, { ...told, sign: 'signal-lost' });
};

/** By the times of a log; what has none is somebody's terminal, in whatever order it was pasted. */
const isBefore = (one: Fact, other: Fact): boolean => one.t > 0 && one.t < other.t;

/**
 * What became of a port. Missed though it was listed before: its driver has nothing behind it; though it is listed later: it came late. Dead
 * though it was used before: it went away.
 */
const withPorts = (facts: readonly Fact[]): readonly Fact[] => {
  const listings = facts.flatMap((fact, at) =>
    isSign(fact, 'tty-made') ? nodesOf(fact).map((node) => [node, at] as const) : [],
  );
  const lastListed = new Map(listings);
  const listed = new Set<string>();
  let isUsed = false;
  return facts.map((fact, at) => {
    if (isSign(fact, 'tty-made')) for (const node of nodesOf(fact)) listed.add(node);
    if (wasUsed(fact)) {
      isUsed = true;
      // Who has used it since may have lost it since.
      listed.clear();
    }
    if (isSign(fact, 'port-dead') && isUsed) return { ...fact, sign: 'port-vanished' };
    if (!isSign(fact, 'port-missing')) return fact;
    const [node = ''] = nodesOf(fact);
    if (listed.has(node)) return { ...fact, sign: 'port-without-device' };
    return (lastListed.get(node) ?? -1) > at ? { ...fact, sign: 'port-came-late' } : fact;
  });
};

const wasUsed = (fact: Fact): boolean =>
  fact.fact === 'usb.left' ||
  fact.fact === 'dial.connected' ||
  (fact.fact === 'at.replied' && fact.ok) ||
  isSign(fact, 'link-attached');

const nodesOf = ({ detail = '' }: FactOf<'sign.seen'>): readonly string[] =>
  detail.split(/\s+/).map((path) => path.replace(/^\/dev\//, ''));

/** A pppd that is still the same dials again by itself (`persist`): a modem that is silent then has fallen silent by its call. */
const withSilenceSince = (facts: readonly Fact[]): readonly Fact[] => {
  let hasCalled = false;
  return facts.map((fact) => {
    if (isSign(fact, 'link-attached')) hasCalled = true;
    else if (fact.fact === 'run.started' && fact.level < 2) hasCalled = false;
    return hasCalled && isSign(fact, 'chat-unanswered') ? { ...fact, sign: 'modem-silent-since' } : fact;
  });
};

/** A SIM that takes its PIN has waited for it: where a call failed before it was first given, and none was tried since, that is why. */
const withLateUnlock = (facts: readonly Fact[]): readonly Fact[] => {
  const at = facts.findIndex(({ fact }) => fact === 'sim.unlocked');
  const unlocked = facts[at];
  if (unlocked === undefined) return facts;
  const hasFailed = facts.slice(0, at).some((fact) => isSign(fact, ...failures));
  const isTriedSince = facts.slice(at).some((fact) => isSign(fact, ...failures, ...trials) || calls.has(fact.fact));
  if (!hasFailed || isTriedSince) return facts;
  const told = { t: unlocked.t, ...(unlocked.at ? { at: unlocked.at } : {}), fact: 'sign.seen', by: 'modem' } as const;
  return facts.toSpliced(at + 1, 0, { ...told, sign: 'sim-unlocked-late' });
};

/** Where another try found the port in use, whoever has it takes the answers of a modem that is silent. */
const withBusyTries = (facts: readonly Fact[]): readonly Fact[] => {
  const busy = facts.find((fact) => isSign(fact, 'port-busy'));
  if (busy === undefined) return facts;
  return facts.flatMap((fact) =>
    isSign(fact, 'modem-silent') ? [fact, { ...busy, t: fact.t, sign: 'port-held' } as Fact] : [fact],
  );
};

/** Milliseconds. A firmware that crashed is back sooner; a hand takes longer. */
const byHand = 60_000;
/** A stick that left once and came back a good while later was plugged in again. */
const withReturn = (facts: readonly Fact[]): readonly Fact[] => {
  const [left, ...others] = facts.filter(({ fact }) => fact === 'usb.left');
  if (left === undefined || others.length > 0 || left.t === 0) return facts;
  const isBack = facts.some((fact) => isSign(fact, 'tty-made') && fact.t - left.t > byHand);
  return isBack ? [...facts, { t: left.t, fact: 'sign.seen', by: 'the kernel', sign: 'usb-returned' }] : facts;
};

const failures: readonly Sign[] = ['dial-refused', 'no-carrier', 'init-refused', 'connect-script-failed'];
const trials: readonly Sign[] = [
  'line-busy',
  'no-answer',
  'dial-unanswered',
  'chat-alarm',
  'modem-silent',
  'link-attached',
];
const calls: ReadonlySet<Fact['fact']> = new Set(['dial.connected', 'ppp.up']);
