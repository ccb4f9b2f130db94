import type { Rule } from '@dialtone/plugins';
import { busRules } from './system/bus.js';
import { modeRules } from './system/mode.js';
import { networkRules } from './system/network.js';
import { portRules } from './system/port.js';
import { unsupportedRules } from './system/unsupported.js';
import { wellRules } from './system/well.js';

export const systemRules: readonly Rule[] = [
  ...busRules,
  ...modeRules,
  ...unsupportedRules,
  ...portRules,
  ...networkRules,
  ...wellRules,
];
