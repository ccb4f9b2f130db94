import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { type Asking, ask } from './ask.js';

const asked = (signal?: AbortSignal) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answer = ask('Sure? ', { input, output, ...(signal ? { signal } : {}) } as unknown as Asking);
  return { input, output, answer };
};

it('gives the line that is typed, without what stands around it', async () => {
  const { input, output, answer } = asked();
  input.write('  yes \nno\n');
  expect(await answer).toBe('yes');
  expect(String(output.read())).toBe('Sure? ');
});

it('gives nothing when the input ends, or nobody waits any more', async () => {
  const ended = asked();
  ended.input.end();
  expect(await ended.answer).toBe('');
  const stopping = new AbortController();
  const stopped = asked(stopping.signal);
  stopping.abort();
  expect(await stopped.answer).toBe('');
  expect(await asked(AbortSignal.abort()).answer).toBe('');
});
