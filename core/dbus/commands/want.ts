import type { SessionState } from '../../facts/session-state.js';
import { type Level, type Overrides, overridesKey, type Wanted } from '../../facts/wanted.js';
import type { StickView } from '../behind.js';
import { modemError } from '../wire/values.js';
import type { HeldModem } from './held-modem.js';

/**
 * Whether a view tells already of what was asked for: before that, it still speaks of what was. Throws Core.Aborted when somebody has asked for
 * something else meanwhile.
 */
export type Fresh = (view: StickView) => boolean;

export type Asked =
  | { readonly level: 'standby'; readonly radio: 'on' | 'off' | 'as-is'; readonly overrides: Overrides }
  | { readonly level: 'ready' | 'online'; readonly overrides: Overrides };

/** Wants this of the stick. Where just that was wanted before and has failed, it is tried anew. */
export const want = (modem: HeldModem, asked: Asked): Fresh => {
  const before = modem.behind.view();
  const wanted = withResets(asked, before.wanted);
  const same = sameWish(before.wanted, wanted);
  const again = same && hasFailed(before.session);
  if (again) modem.behind.want(below(wanted));
  modem.behind.want(wanted);
  modem.memory.wanted = wanted;
  return freshness(modem, wanted, before, same && !again);
};

/** Nobody has got the link, and recovery has nothing left to try. */
export const hasFailed = ({ verdict }: SessionState): boolean => verdict?.online === false;

export const isOnline = ({ doing, link }: SessionState): boolean => doing === 'online' && link !== undefined;

const freshness = (modem: HeldModem, wanted: Wanted, before: StickView, at: boolean): Fresh => {
  const levels = enough(wanted.level);
  let taken = at || !levels.includes(before.session.level);
  return ({ session }) => {
    if (!levels.includes((modem.memory.wanted ?? wanted).level)) throw meanwhile();
    taken ||=
      session.verdict !== before.session.verdict || session.doing === 'walking' || session.doing === 'repairing';
    return taken && levels.includes(session.level);
  };
};

/** A modem that is wanted online is ready on its way. */
const enough = (level: Level): readonly Level[] => (level === 'ready' ? ['ready', 'online'] : [level]);

const meanwhile = () => modemError('Core.Aborted', 'Something else was asked of the modem meanwhile.');

/** Resets are counted where they are asked for: whoever wants a level must not take one back. */
const withResets = (asked: Asked, before: Wanted): Wanted =>
  before.level === 'off' || before.resets === undefined ? asked : { ...asked, resets: before.resets };

const below = (wanted: Wanted): Wanted => {
  switch (wanted.level) {
    case 'online':
      return { ...wanted, level: 'ready' };
    case 'ready':
      return { ...wanted, level: 'standby', radio: 'on' };
    default:
      return { level: 'off' };
  }
};

const sameWish = (one: Wanted, other: Wanted): boolean => inOrder(one) === inOrder(other);

/** Both levels and overrides are flat but for a list, so this order is enough. */
const inOrder = (wanted: Wanted): string =>
  wanted.level === 'off'
    ? 'off'
    : JSON.stringify([wanted.level, wanted.level === 'standby' && wanted.radio, overridesKey(wanted.overrides)]);
