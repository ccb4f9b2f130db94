import type { Line } from './line.js';
import type { Mood } from './paint.js';

/** A line of its own in a block for people. */
export const said = (text: string, mood?: Mood): Line => ({ ...row('', text, mood), head: '' });

/** A named value in such a block, as `  address   10.64.3.7`; without a name it belongs to the row above. */
export const row = (name: string, text: string, mood?: Mood): Line => ({
  kind: 'closing',
  head: headed(name),
  text,
  ...(mood === undefined ? {} : { mood }),
});

export const headed = (name: string): string => `  ${name.padEnd(9)} `;
