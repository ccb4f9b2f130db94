import { readFileSync } from 'node:fs';
import { fenced } from './fenced.js';

/** A real scenario up to the end of its first test, as an example of how one is written. */
export const scenarioExample = (): string => {
  const file = new URL('../scenarios/apn-only.test.ts', import.meta.url);
  const [head = '', firstTest = ''] = readFileSync(file, 'utf8').split(/\n\n(?= {2}it\()/);
  return fenced(`${beginning(head, firstTest)}\n});`, 'ts');
};

/** The head may end in the first test or before it, as the formatter likes. */
const beginning = (head: string, firstTest: string): string =>
  /^ {2}it\(/m.test(head) ? head : `${head}\n${firstTest}`;
