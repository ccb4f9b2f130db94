import type { Rule } from '@dialtone/plugins';
import { callRules } from './managers/call.js';
import { deviceRules } from './managers/device.js';
import { networkRules } from './managers/network.js';
import { simRules } from './managers/sim.js';
import { upRules } from './managers/up.js';

export const managersRules: readonly Rule[] = [...deviceRules, ...simRules, ...networkRules, ...callRules, ...upRules];
