import { exitStatus, type Layer } from '@dialtone/plugins';
import type { StickStatus } from '../dbus/status.js';
import { layerOfExit } from '../facts/exit.js';
import { UsageError } from '../facts/usage-error.js';
import { explanation } from './explanation.js';
import { jsonOnOneLine } from './json-lines.js';
import type { AskFlags } from './json-option.js';
import type { Io } from './main.js';
import { printLines } from './print-lines.js';
import { type Reach, sticksOf } from './reach-dialtone.js';
import { said } from './rows.js';
import { causesNow, noStick, stickWords } from './stick-words.js';

/**
 * `dialtone explain`: everything that is known of why a stick is where it is. Gives 0 where nothing is wrong, else what `up` would give for
 * the first one that is not well: 13 where none is plugged in. Rejects with UsageError where no Dialtone answers, or has no such stick.
 */
export const explain = async (asked: string | undefined, { json }: AskFlags, io: Io, reach: Reach): Promise<number> => {
  const sticks = chosen(await sticksOf(reach), asked);
  if (json) for (const stick of sticks) io.stdout.write(jsonOnOneLine(stick));
  else printLines(sticks.length === 0 ? [said(noStick)] : sticks.flatMap(explanation), io);
  return sticks.length === 0 ? exitStatus.detect : (sticks.map(statusOfStick).find((one) => one !== 0) ?? 0);
};

const chosen = (sticks: readonly StickStatus[], asked: string | undefined): readonly StickStatus[] => {
  if (asked === undefined) return sticks;
  const found = sticks.filter(({ stick, device }) => stick === asked || device?.toLowerCase() === asked.toLowerCase());
  if (found.length > 0) return found;
  throw new UsageError(`There is no stick "${asked}": ${sticks.map(stickWords).join(', ') || 'none is plugged in'}.`);
};

/** The layer where the walk ended, which may be a later one than the cause's own. */
const statusOfStick = (stick: StickStatus): number => {
  const [cause] = causesNow(stick);
  if (cause === undefined) return 0;
  return cause.id === 'internal-error' ? 1 : exitStatus[whereEnded(stick) ?? cause.layer];
};

const whereEnded = ({ lastExit, stage }: StickStatus): Layer | undefined =>
  (lastExit && layerOfExit(lastExit.exit)) ?? stage;
