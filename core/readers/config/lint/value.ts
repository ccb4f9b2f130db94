import { lintApn } from './apn.js';
import { lintCommand } from './command.js';
import { contextOf } from './context.js';
import type { Fault } from './fault.js';

/** What is wrong with a command and, where it defines a context in the right form, with the APN in it. */
export const lintInit = (command: string): readonly Fault[] => {
  const faults = lintCommand(command);
  if (faults.length > 0) return faults;
  const apn = contextOf(command)?.apn;
  if (apn === undefined) return [];
  return lintApn(apn).map(({ flaw, better }) => ({
    flaw,
    ...(better === undefined ? {} : { better: command.replace(`"${apn}"`, () => `"${better}"`) }),
  }));
};
