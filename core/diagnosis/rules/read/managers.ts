import type { Rule } from '@dialtone/plugins';

export const managersRules: readonly Rule[] = [];
