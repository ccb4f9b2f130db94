import type { Rule } from '@dialtone/plugins';

export const configRules: readonly Rule[] = [];
