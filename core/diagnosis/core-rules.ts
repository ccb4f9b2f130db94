import type { Rule } from '@dialtone/plugins';
import { apnRules } from './rules/apn.js';
import { detectRules } from './rules/detect.js';
import { dialRules } from './rules/dial.js';
import { initRules } from './rules/init.js';
import { ipRules } from './rules/ip.js';
import { modeswitchRules } from './rules/modeswitch.js';
import { portSelectRules } from './rules/port-select.js';
import { pppRules } from './rules/ppp.js';

/** What Dialtone knows of causes by itself; devices and carriers add their own. Every exit code has a rule here: a test holds it. */
export const coreRules: readonly Rule[] = [
  ...detectRules,
  ...modeswitchRules,
  ...portSelectRules,
  ...initRules,
  ...apnRules,
  ...dialRules,
  ...pppRules,
  ...ipRules,
];
