import { type ExitCode, exitCodes, type RecoveryActionName, type RecoveryRule } from '@dialtone/plugins';
import { doorAfter } from '../../core/facts/doors.js';
import { corePolicy } from '../../core/session/core-policy.js';
import { code, table } from './fenced.js';

type Action = keyof typeof doorAfter;

/** The closed set of actions: what each does, and the door from which the corridor is walked again. */
export const recoveryActionTable = (): string =>
  table(
    ['action', 'what it does', 'walked again from'],
    [
      ...actions.map((action) => [code(action), does[action], code(doorAfter[action])]),
      [code('give-up' satisfies RecoveryActionName), 'gives the verdict', 'the first door, after a pause or a replug'],
    ],
  );

const actions = Object.keys(doorAfter) as readonly Action[];

const does: Readonly<Record<Action, string>> = {
  redial: 'nothing but what every end does: the data port is closed, which hangs up',
  'next-profile': 'counts the profile as failed; possible while the plan has another',
  're-register': '`AT+COPS=0`',
  'radio-cycle': '`AT+CFUN=4`, then `AT+CFUN=1`',
  'modem-reset': '`AT+CFUN=1,1`; waits until the stick is back on the bus',
  'usb-reset': 'closes the ports, resets the device on the bus, waits until it is back',
};

/** What the core tries after each exit, before the plugins' own rules are counted in. */
export const recoveryPolicy = (): string => {
  const tried = exitCodes.filter((exit) => rulesFor(exit).length > 0);
  const never = exitCodes.filter((exit) => rulesFor(exit).length === 0);
  return [
    table(
      ['exit', 'what the core tries'],
      tried.map((exit) => [code(exit), rulesFor(exit).map(said).join(', then ')]),
    ),
    `Not cured by trying again, so given up at once: ${never.map(code).join(', ')}.`,
  ].join('\n\n');
};

const rulesFor = (exit: ExitCode): readonly RecoveryRule[] => corePolicy.filter(({ on }) => on === exit);

const said = ({ action, upTo, waitSeconds }: RecoveryRule): string =>
  `${code(action)} up to ${upTo} ×${waitSeconds === undefined ? '' : ` after ${waitSeconds} s`}`;
