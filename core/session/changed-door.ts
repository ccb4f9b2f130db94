import type { Overrides, Wanted } from '../facts/wanted.js';
import type { Door } from './ledger.js';

/** From which door the corridor must be walked again when something else is wanted; `undefined` when nothing that matters changed. */
export const changedDoor = (before: Wanted, now: Wanted): Door | undefined => {
  const old = overridesOf(before);
  const next = overridesOf(now);
  if (old.pin !== next.pin) return 'init/unlock-sim';
  return before.level === now.level && JSON.stringify(old) === JSON.stringify(next) ? undefined : 'init/define-context';
};

const overridesOf = (wanted: Wanted): Overrides => (wanted.level === 'off' ? {} : wanted.overrides);
