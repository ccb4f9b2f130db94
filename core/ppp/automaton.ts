/** The states of RFC 1661, 4.2, in its order. */
const automatonStates = [
  'initial',
  'starting',
  'closed',
  'stopped',
  'closing',
  'stopping',
  'request-sent',
  'ack-received',
  'ack-sent',
  'opened',
] as const;
export type AutomatonState = (typeof automatonStates)[number];

/** The actions of RFC 1661, 4.4, by its own short names: this layer up/down/started/finished, (re)set counter, send. */
const automatonActions = ['tlu', 'tld', 'tls', 'tlf', 'irc', 'zrc', 'scr', 'sca', 'scn', 'str', 'sta', 'scj'] as const;
export type AutomatonAction = (typeof automatonActions)[number];

/**
 * The events of RFC 1661, 4.3. `timeout-last`: no tries left. `request-good` and `request-bad`: a Configure-Request that
 * can or cannot be accepted. `naked`: Configure-Nak or Configure-Reject. `rejected-fatal`: they do not know what we cannot do without.
 */
export type AutomatonEvent =
  | 'up'
  | 'down'
  | 'open'
  | 'close'
  | 'timeout'
  | 'timeout-last'
  | 'request-good'
  | 'request-bad'
  | 'acked'
  | 'naked'
  | 'terminate-asked'
  | 'terminate-acked'
  | 'unknown-code'
  | 'rejected-harmless'
  | 'rejected-fatal';

/** One step of the option negotiation automaton that LCP and IPCP share. */
export const transition = (
  state: AutomatonState,
  event: AutomatonEvent,
): { readonly state: AutomatonState; readonly actions: readonly AutomatonAction[] } =>
  cells.get(event)?.[automatonStates.indexOf(state)] ?? { state, actions: [] };

/** States in which the restart timer runs. */
export const isTimed = (state: AutomatonState): boolean => automatonStates.indexOf(state) >= 4 && state !== 'opened';

/**
 * The table of RFC 1661, 4.1, cell by cell: actions, then the number of the next state; `-` cannot happen and changes nothing.
 * Its last row (echo, reject of no consequence) is LCP's own and stands there.
 */
const table = `
event             0     1         2         3             4     5     6         7         8         9
up                2     irc,scr/6 -         -             -     -     -         -         -         -
down              -     -         0         tls/1         0     1     1         1         1         tld/1
open              tls/1 1         irc,scr/6 3             5     5     6         7         8         9
close             0     tlf/0     2         2             4     4     irc,str/4 irc,str/4 irc,str/4 tld,irc,str/4
timeout           -     -         -         -             str/4 str/5 scr/6     scr/6     scr/8     -
timeout-last      -     -         -         -             tlf/2 tlf/3 tlf/3     tlf/3     tlf/3     -
request-good      -     -         sta/2     irc,scr,sca/8 4     5     sca/8     sca,tlu/9 sca/8     tld,scr,sca/8
request-bad       -     -         sta/2     irc,scr,scn/6 4     5     scn/6     scn/7     scn/6     tld,scr,scn/6
acked             -     -         sta/2     sta/3         4     5     irc/7     scr/6     irc,tlu/9 tld,scr/6
naked             -     -         sta/2     sta/3         4     5     irc,scr/6 scr/6     irc,scr/8 tld,scr/6
terminate-asked   -     -         sta/2     sta/3         sta/4 sta/5 sta/6     sta/6     sta/6     tld,zrc,sta/5
terminate-acked   -     -         2         3             tlf/2 tlf/3 6         6         8         tld,scr/6
unknown-code      -     -         scj/2     scj/3         scj/4 scj/5 scj/6     scj/7     scj/8     scj/9
rejected-harmless -     -         2         3             4     5     6         6         8         9
rejected-fatal    -     -         tlf/2     tlf/3         tlf/2 tlf/3 tlf/3     tlf/3     tlf/3     tld,irc,str/5`;

type Cell = { readonly state: AutomatonState; readonly actions: readonly AutomatonAction[] };

const readCell = (text: string): Cell | undefined => {
  const parts = text.split(/[,/]/);
  const state = automatonStates[Number(parts.at(-1))];
  if (state === undefined) return undefined;
  return { state, actions: parts.slice(0, -1).flatMap((part) => automatonActions.filter((action) => action === part)) };
};

const cells: ReadonlyMap<string, readonly (Cell | undefined)[]> = new Map(
  table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .map(([event = '', ...row]) => [event, row.map(readCell)]),
);
