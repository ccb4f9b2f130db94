import type { Rule } from '@dialtone/plugins';
import { callRules } from './dialler/call.js';
import { commandRules } from './dialler/command.js';
import { networkRules } from './dialler/network.js';
import { portRules } from './dialler/port.js';
import { simRules } from './dialler/sim.js';
import { wellRules } from './dialler/well.js';

/** What diallers say and modems answer. */
export const diallerRules: readonly Rule[] = [
  ...portRules,
  ...commandRules,
  ...simRules,
  ...networkRules,
  ...callRules,
  ...wellRules,
];
