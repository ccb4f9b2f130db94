import type { Door } from '../facts/doors.js';
import { overridesKey, overridesOf, type Wanted } from '../facts/wanted.js';

/**
 * From which door the corridor must be walked again when something else is wanted; `undefined` when nothing that matters changed. A PIN
 * matters to a SIM that is not `open`.
 */
export const changedDoor = (before: Wanted, now: Wanted, open: boolean): Door | undefined => {
  const [{ pin: oldPin, ...old }, { pin, ...next }] = [overridesOf(before), overridesOf(now)];
  // The tries that are left are asked for in wake: another PIN must not be judged by what was left before the last one.
  if (!open && oldPin !== pin) return 'init/wake';
  if (resets(before) !== resets(now)) return 'modeswitch';
  if (standby(before) !== standby(now)) return 'init/stand-by';
  if (old.network !== next.network || old.homeOnly !== next.homeOnly) return 'init/register';
  return before.level === now.level && overridesKey(old) === overridesKey(next) ? undefined : 'init/define-context';
};

/** Whether the modem stands by, and how. */
const standby = (wanted: Wanted): string | undefined => (wanted.level === 'standby' ? wanted.radio : undefined);

const resets = (wanted: Wanted): number => (wanted.level === 'off' ? 0 : (wanted.resets ?? 0));
