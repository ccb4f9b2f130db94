import type { Overrides, Wanted } from '../facts/wanted.js';
import type { Door } from './ledger.js';

/** From which door the corridor must be walked again when something else is wanted; `undefined` when nothing that matters changed. */
export const changedDoor = (before: Wanted, now: Wanted): Door | undefined => {
  const [old, next] = [overridesOf(before), overridesOf(now)];
  // The tries that are left are asked for in wake: another PIN must not be judged by what was left before the last one.
  if (old.pin !== next.pin) return 'init/wake';
  return before.level === now.level && inOrder(old) === inOrder(next) ? undefined : 'init/define-context';
};

const overridesOf = (wanted: Wanted): Overrides => (wanted.level === 'off' ? {} : wanted.overrides);

const inOrder = (overrides: Overrides): string =>
  JSON.stringify(Object.entries(overrides).sort(([one], [other]) => (one < other ? -1 : 1)));
