import type { Mood } from './paint.js';

/** One line for people, before it is fitted to where it is shown. Free of line breaks and of colours. */
export interface Line {
  readonly kind: 'stage' | 'note' | 'closing';
  /** Stands in front; what follows is aligned to its end where the text needs more lines than one. */
  readonly head: string;
  readonly text: string;
  readonly mood?: Mood;
  /** Of a stage: whether it ended well. */
  readonly mark?: 'passed' | 'failed';
}

export const note = (text: string, mood?: Mood): Line => ({
  kind: 'note',
  head: '',
  text,
  ...(mood === undefined ? {} : { mood }),
});
