import type { AtStep, Problem } from '../contract/index.js';

/** The schema keeps a contributed line one command line; here it is kept an init command. */
export const initProblems = (steps: readonly AtStep[] | undefined, path: string): readonly Problem[] =>
  (steps ?? []).flatMap(({ send }, at) => {
    const rule = forbidden.find(({ line }) => line.test(send));
    return rule ? [{ path: `${path}[${at}].send`, says: rule.says }] : [];
  });

const forbidden = [
  { line: /^ATD|;D/i, says: 'must not dial: the dial stage does, with dial.number' },
  {
    line: /\+(CPIN2?|CPWD)=[^?]/i,
    says: 'must not enter a PIN: a SIM has three tries, and only its owner may spend them',
  },
] as const;
