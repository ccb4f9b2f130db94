import type { CallSummary } from '../facts/call-summary.js';
import type { Fact, FactOf } from '../facts/fact.js';
import type { Sign } from '../facts/signs/index.js';

/** How far one step came, and the fact that says so. */
export interface Found<How extends string> {
  readonly how: How;
  readonly by?: Fact;
}

/** The newest fact that says how the dialling went. */
export const dialOf = (facts: readonly Fact[]): Found<CallSummary['dial']> => {
  const told = facts.flatMap((fact) => {
    const how = dialTold(fact);
    return how === undefined ? [] : [{ how, by: fact }];
  });
  // What the modem said decides; that the script failed is how it went on.
  return told.findLast(({ how }) => how !== 'timeout') ?? told.at(-1) ?? { how: 'none' };
};

const dialTold = (fact: Fact): CallSummary['dial'] | undefined => {
  if (fact.fact === 'dial.connected') return 'connect';
  if (fact.fact === 'at.replied' && isDial(fact.command)) return dialReply(fact.result);
  return fact.fact === 'sign.seen' ? dialSigns[fact.sign] : undefined;
};

/** Settings may stand before the call, as GNOME PPP has them: ATM1L3DT*99#. */
export const isDial = (command: string): boolean => /^\s*AT\s*(?:[MLXS][\d=]{1,5}\s*){0,4}D/i.test(command);

const dialReply = (result: string): CallSummary['dial'] | undefined =>
  dialReplies.find(([pattern]) => pattern.test(result))?.[1];
const dialReplies = [
  [/^CONNECT/i, 'connect'],
  [/NO CARRIER/i, 'no-carrier'],
  [/BUSY/i, 'busy'],
  [/NO ANSWER/i, 'no-answer'],
  [/ERROR|NO DIAL ?TONE/i, 'error'],
  [/timeout/i, 'timeout'],
] as const;

const dialSigns: Readonly<Partial<Record<Sign, CallSummary['dial']>>> = {
  'no-carrier': 'no-carrier',
  'line-busy': 'busy',
  'no-answer': 'no-answer',
  'no-dialtone': 'error',
  'dial-refused': 'error',
  'chat-alarm': 'timeout',
  'chat-unanswered': 'timeout',
};

export const lcpOf = (facts: readonly Fact[]): Found<CallSummary['lcp']> => {
  const opened = newest(facts, ({ fact }) => aboveLcp.has(fact)) ?? sign(facts, 'ipcp-timeout', 'no-network-protocols');
  const looped = sign(facts, 'looped-back') ?? exit(facts, 17);
  const isAnswered = newest(facts, ({ fact }) => fact === 'ppp.up' || fact === 'ppp.auth-succeeded') !== undefined;
  if (looped && !isAnswered) return { how: 'loopback', by: looped };
  if (opened) return { how: 'opened', by: opened };
  const heard = sign(facts, 'lcp-heard');
  const timeout = sign(facts, 'lcp-timeout');
  if (heard)
    return timeout || timesAsked(facts) >= enoughAsked
      ? { how: 'refused', by: timeout ?? sign(facts, 'lcp-asked') ?? heard }
      : { how: 'none' };
  const asked = facts.findLast(
    (fact) => fact.fact === 'sign.seen' && fact.sign === 'lcp-asked' && Number(fact.detail) >= enoughAsked,
  );
  const silent = timeout ?? asked;
  return silent ? { how: 'silent', by: silent } : { how: 'none' };
};

const timesAsked = (facts: readonly Fact[]): number =>
  facts.filter((fact) => fact.fact === 'sign.seen' && fact.sign === 'lcp-asked').length;

/** So often, three seconds apart: a peer that will speak has spoken. */
const enoughAsked = 5;
const aboveLcp: ReadonlySet<Fact['fact']> = new Set([
  'ppp.lcp-opened',
  'ppp.auth-started',
  'ppp.auth-succeeded',
  'ppp.auth-refused',
  'ppp.ipcp-sent',
  'ppp.ipcp-offered',
  'ppp.up',
]);

export const authOf = (facts: readonly Fact[]): Found<CallSummary['auth']> => {
  const said = newest(facts, ({ fact }) => fact === 'ppp.auth-succeeded' || fact === 'ppp.auth-refused');
  if (said) return { how: said.fact === 'ppp.auth-succeeded' ? 'passed' : 'refused', by: said };
  const refused = exit(facts, 19);
  if (refused) return { how: 'refused', by: refused };
  const started = newest(facts, ({ fact }) => fact === 'ppp.auth-started');
  return started ? { how: 'started', by: started } : { how: 'none' };
};

export const ipcpOf = (facts: readonly Fact[]): Found<CallSummary['ipcp']> => {
  const disputed = sign(facts, 'ipcp-disputed');
  // pppd counts the minutes of a link that never got an address too.
  const up =
    newest(facts, ({ fact }) => fact === 'ppp.up') ?? (disputed ? undefined : sign(facts, 'minutes-connected'));
  if (up) return { how: 'up', by: up };
  const rejected = facts.findLast(
    (fact) => fact.fact === 'ppp.protocol-rejected' && /^(?:0x)?(?:8021|21)$/.test(fact.protocol),
  );
  if (rejected) return { how: 'rejected', by: rejected };
  if (disputed) return { how: 'disputed', by: disputed };
  return ipcpAnswered(facts) ?? ipcpUnanswered(facts);
};

const ipcpAnswered = (facts: readonly Fact[]): Found<CallSummary['ipcp']> | undefined => {
  const offers = facts.filter((fact): fact is FactOf<'ppp.ipcp-offered'> => fact.fact === 'ppp.ipcp-offered');
  const gaveUp = sign(facts, 'ipcp-timeout', 'no-local-address', 'no-network-protocols');
  const real = offers.findLast(({ address, placeholder }) => !placeholder && address !== '0.0.0.0');
  if (real) return { how: gaveUp || offers.length >= manyOffers ? 'disputed' : 'started', by: real };
  const placeholder = offers.findLast((offer) => offer.placeholder);
  if (placeholder) return { how: 'placeholders', by: placeholder };
  const heard = sign(facts, 'ipcp-heard');
  return heard && (gaveUp || isOver(facts)) ? { how: 'no-address', by: gaveUp ?? heard } : undefined;
};

/** Two ends that agree need two or three. */
const manyOffers = 6;

const ipcpUnanswered = (facts: readonly Fact[]): Found<CallSummary['ipcp']> => {
  const none = sign(facts, 'no-local-address');
  if (none) return { how: 'no-address', by: none };
  const silent = sign(facts, 'ipcp-timeout', 'no-network-protocols');
  if (silent) return { how: 'silent', by: silent };
  const asked = facts.findLast((fact) => fact.fact === 'ppp.ipcp-sent');
  if (asked?.fact !== 'ppp.ipcp-sent') return { how: 'none' };
  const isHeard = sign(facts, 'ipcp-heard') !== undefined;
  return { how: asked.count >= enoughUnanswered && !isHeard ? 'silent' : 'started', by: asked };
};

const enoughUnanswered = 4;

const isOver = (facts: readonly Fact[]): boolean => sign(facts, 'link-ended', 'hung-up', 'told-to-end') !== undefined;

const newest = (facts: readonly Fact[], is: (fact: Fact) => boolean): Fact | undefined => facts.findLast(is);

/** The newest of the first kind that there is. */
const sign = (facts: readonly Fact[], ...signs: readonly Sign[]): Fact | undefined =>
  signs
    .map((one) => facts.findLast((fact) => fact.fact === 'sign.seen' && fact.sign === one))
    .find((fact) => fact !== undefined);

const exit = (facts: readonly Fact[], status: number): Fact | undefined =>
  facts.findLast((fact) => fact.fact === 'pppd.exited' && fact.status === status);
