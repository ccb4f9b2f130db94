import type { Rule } from '@dialtone/plugins';

export const pppRules: readonly Rule[] = [];
