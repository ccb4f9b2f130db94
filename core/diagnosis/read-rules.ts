import type { Rule } from '@dialtone/plugins';
import { configRules } from './rules/read/config.js';
import { diallerRules } from './rules/read/dialler.js';
import { dialtoneRules } from './rules/read/dialtone.js';
import { managersRules } from './rules/read/managers.js';
import { pppRules } from './rules/read/ppp.js';
import { systemRules } from './rules/read/system.js';

/** What is known of causes from the words of other programs: for the doctor alone, since our own corridor says none of it. */
export const readRules: readonly Rule[] = [
  ...dialtoneRules,
  ...systemRules,
  ...managersRules,
  ...configRules,
  ...diallerRules,
  ...pppRules,
];
