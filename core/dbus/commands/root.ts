import { modemError } from '../wire/values.js';
import { flagAt, textAt } from './arguments.js';
import { type Caller, nothing } from './command.js';
import type { Inhibitions } from './inhibit.js';

/** One call of a method of the root object. */
export interface RootCall {
  readonly args: readonly unknown[];
  readonly caller: Caller;
}
export type RootCommands = Readonly<
  Record<string, (call: RootCall) => readonly unknown[] | Promise<readonly unknown[]>>
>;

/** org.freedesktop.ModemManager1. Sticks are found and logged without being asked for, so two of them have nothing to do. */
export const rootCommands = ({ inhibit, release }: Inhibitions): RootCommands => ({
  ScanDevices: () => nothing,
  SetLogging: ({ args }) => {
    const level = textAt(args, 0);
    if (!logLevels.includes(level)) throw modemError('Core.InvalidArgs', `Unknown log level '${level.slice(0, 40)}'`);
    return nothing;
  },
  ReportKernelEvent: () => {
    throw modemError('Core.Unsupported', 'Cannot report kernel event: udev monitoring already in place');
  },
  InhibitDevice: async ({ args, caller }) => {
    const uid = textAt(args, 0);
    if (flagAt(args, 1)) await inhibit(uid, caller);
    else release(uid, caller);
    return nothing;
  },
});

const logLevels: readonly string[] = ['ERR', 'WARN', 'MSG', 'INFO', 'DEBUG'];
