import { of } from 'rxjs';
import { UsageError } from '../facts/usage-error.js';
import { lineView } from './line-view.js';
import type { Io } from './main.js';
import { misbehaviourJson, misbehaviourList } from './misbehaviour-list.js';
import type { SimulateFlags } from './program.js';
import type { Running, Simulate } from './run.js';
import { deviceAtCarrier, noOptionAsValue } from './start-options.js';
import { untilToldToLeave } from './until-told-to-leave.js';

/**
 * `dialtone simulate`: leaves a virtual stick on its ttys, or on USB, until it is told to leave, and says which they are; `--list` only says what can
 * go wrong. Gives the exit status: 0. Rejects with UsageError before anything has begun.
 */
export const simulate = async (
  asked: string | undefined,
  flags: SimulateFlags,
  io: Io,
  start: StartSimulation,
): Promise<number> => {
  noOptionAsValue({ misbehave: flags.misbehave.at(-1) });
  if (flags.list) {
    if (asked !== undefined || flags.misbehave.length > 0 || flags.usbip)
      throw new UsageError('--list only says what can go wrong: leave out the rest, or leave out --list to simulate.');
    io.stdout.write(flags.json ? misbehaviourJson() : misbehaviourList());
    return 0;
  }
  if (asked === undefined)
    throw new UsageError(
      'Say what to simulate, such as mf627@three-uk; `dialtone simulate --list` says what can go wrong with it.',
    );
  const options = {
    ...deviceAtCarrier(asked, 'simulate takes'),
    misbehave: flags.misbehave,
    ...(flags.usbip ? { usbip: true } : {}),
  };
  return untilToldToLeave(
    () => start(options),
    { status: () => of(0), view: (facts$, wish$) => lineView(facts$, wish$, flags, io) },
    io,
  );
};

export type StartSimulation = (simulate: Simulate) => Promise<Running>;
