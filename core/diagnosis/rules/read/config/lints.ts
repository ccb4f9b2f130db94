import type { LintRule } from './lint-rule.js';
import { lintsOfCommands } from './lints-of-commands.js';
import { lintsOfDialling } from './lints-of-dialling.js';
import { lintsOfPppd } from './lints-of-pppd.js';

/** What the flaws of a configuration mean. */
export const lints: readonly LintRule[] = [...lintsOfDialling, ...lintsOfCommands, ...lintsOfPppd];
