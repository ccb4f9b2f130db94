import { styleText } from 'node:util';

/** Marks text as good, bad or quiet; without colours it is given back as it is. */
export type Paint = (mood: Mood, text: string) => string;
export type Mood = keyof typeof styles;

export const plain: Paint = (_, text) => text;

/** Colours where the terminal has them: NO_COLOR, NODE_DISABLE_COLORS and TERM=dumb are Node's to honour. */
export const paintFor = (stream: Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'hasColors'>>): Paint =>
  stream.isTTY && stream.hasColors?.() ? coloured : plain;

const coloured: Paint = (mood, text) => styleText(styles[mood], text);

const styles = { good: 'green', bad: 'red', heading: 'bold', quiet: 'dim' } as const;
