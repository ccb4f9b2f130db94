import type { Rule } from '@dialtone/plugins';

/** Our own facts have rules of their own for everything that ends a walk; what went well, and stayed so, has this. */
export const dialtoneRules: readonly Rule[] = [
  {
    cause: 'healthy',
    when: [{ fact: 'online' }],
    unless: [{ fact: 'walk.ended' }],
    confidence: 0.9,
    says: 'Dialtone was online, and stayed so.',
    remedy: 'Nothing needs to be done.',
  },
];
