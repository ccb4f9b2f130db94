import type { Rule } from '@dialtone/plugins';

export const systemRules: readonly Rule[] = [];
