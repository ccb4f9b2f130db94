import type { Rule } from '@dialtone/plugins';

export const diallerRules: readonly Rule[] = [];
