import { readFileSync } from 'node:fs';
import { type ExitCode, exitCodes } from '@dialtone/plugins';
import { type Door, doors } from '../../core/facts/doors.js';

/** Where an exit leaves the corridor: a door, or anywhere in it. */
export type Way = Door | 'anywhere';

/**
 * The exits that leave at each door, as the sources of the door and of what it opens name them. A code that none of these files names
 * is thrown by an adapter that a stage uses, and leaves at the stage of its name; `usb.gone` and bugs may come anywhere.
 */
export const doorExits = (): Readonly<Record<Way, readonly ExitCode[]>> => {
  const named = Object.fromEntries(doors.map((door) => [door, exitsIn(sources[door])]));
  const unnamed = exitCodes.filter((exit) => !doors.some((door) => named[door]?.includes(exit)));
  const all = [...doors, 'anywhere' as const].map((way) => [
    way,
    exitCodes.filter((exit) => named[way]?.includes(exit) || (unnamed.includes(exit) && wayOf(exit) === way)),
  ]);
  return Object.fromEntries(all) as Record<Way, readonly ExitCode[]>;
};

const sources: Readonly<Record<Door, readonly string[]>> = {
  detect: ['pipeline/detect.ts', 'daemon/daemon.ts'],
  modeswitch: ['pipeline/modeswitch.ts'],
  'port-select': ['pipeline/port-select.ts', 'links/serial-link.ts'],
  'init/wake': ['pipeline/init/wake.ts'],
  'init/identify': ['pipeline/init/identify.ts'],
  'init/unlock-sim': ['pipeline/init/unlock-sim.ts'],
  'init/read-sim': ['pipeline/init/read-sim.ts'],
  'init/stand-by': ['pipeline/init/stand-by.ts'],
  'init/apply-steps': ['pipeline/init/apply-steps.ts'],
  'init/register': ['pipeline/init/register.ts'],
  'init/choose-carrier': ['pipeline/init/choose-carrier.ts', 'pipeline/init/apply-steps.ts'],
  'init/define-context': ['pipeline/init/define-context.ts'],
  // Silence, whichever step asked.
  init: ['pipeline/ask.ts'],
  // It opens the data port, which may be held as well as the other.
  dial: ['pipeline/dial.ts', 'links/serial-link.ts'],
  ppp: ['pipeline/ppp.ts', 'pipeline/ppp-facts.ts'],
};

const exitsIn = (files: readonly string[]): readonly ExitCode[] => {
  const text = files.map((file) => readFileSync(new URL(`../../core/${file}`, import.meta.url), 'utf8')).join('\n');
  return exitCodes.filter((exit) => text.includes(`'${exit}'`));
};

const wayOf = (exit: ExitCode): Way => doors.find((door) => door === exit.split('.')[0]) ?? 'anywhere';
