import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { Asking } from './ask.js';
import { answersTo, type Question } from './questions.js';

const questions: readonly Question<'apn' | 'user'>[] = [
  { key: 'apn', flag: '--apn', asks: 'the access point name' },
  { key: 'user', flag: '--user', asks: 'the user name', otherwise: '' },
];
const typing = (...lines: readonly string[]) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  // Each line when it is asked for: what comes before is dropped with the question before.
  let next = 0;
  output.on('data', () => input.write(`${lines[next++] ?? ''}\n`));
  return { input, output } as unknown as Asking;
};

it('takes what was given, and asks for nothing else', async () => {
  expect(await answersTo(questions, { apn: 'internet', user: 'web' }, typing())).toEqual({
    apn: 'internet',
    user: 'web',
  });
});

it('asks on a terminal for what is missing', async () => {
  expect(await answersTo(questions, {}, typing('internet', 'web'))).toEqual({ apn: 'internet', user: 'web' });
  expect(await answersTo(questions, { apn: 'internet' }, typing(''))).toEqual({ apn: 'internet', user: '' });
});

it('names all flags at once where nobody can be asked, or nothing was typed', async () => {
  const sentence = 'This has to be said as well: --apn (the access point name).';
  await expect(answersTo(questions, {}, undefined)).rejects.toThrow(sentence);
  await expect(answersTo(questions, {}, typing('', 'web'))).rejects.toThrow(sentence);
});
