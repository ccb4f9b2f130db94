import type { RecoveryActionName } from '@dialtone/plugins';

/** Every door of the corridor in the order in which it is passed, a stage behind its steps: recovery names the one to walk again from. */
export const doors = [
  'detect',
  'modeswitch',
  'port-select',
  'init/wake',
  'init/identify',
  'init/unlock-sim',
  'init/read-sim',
  'init/stand-by',
  'init/apply-steps',
  'init/register',
  'init/choose-carrier',
  'init/define-context',
  'init',
  'dial',
  'ppp',
] as const;
export type Door = (typeof doors)[number];

/** From which door the corridor is walked again after each action. */
export const doorAfter: Readonly<Record<Exclude<RecoveryActionName, 'give-up'>, Door>> = {
  redial: 'dial',
  'next-profile': 'init/define-context',
  're-register': 'init/register',
  'radio-cycle': 'init/register',
  'modem-reset': 'modeswitch',
  'usb-reset': 'modeswitch',
};
