import type { Rule } from '@dialtone/plugins';
import { contextRules } from './ppp/context.js';
import { dialRules } from './ppp/dial.js';
import { exitRules } from './ppp/exits.js';
import { linkRules } from './ppp/link.js';
import { startRules } from './ppp/start.js';
import { upRules } from './ppp/up.js';

export const pppRules: readonly Rule[] = [
  ...startRules,
  ...dialRules,
  ...linkRules,
  ...contextRules,
  ...upRules,
  ...exitRules,
];
