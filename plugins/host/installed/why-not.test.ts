import { expect, it } from 'vitest';
import { Refusal } from '../refusal.js';
import { shortened, whyNot } from './why-not.js';

it('says what ended it', () => {
  expect(whyNot(new Refusal('is bad'))).toBe('is bad');
  expect(whyNot(new Error('odd'))).toBe('could not be done (odd)');
  const denied = Object.assign(new Error('EACCES: mkdir'), { code: 'EACCES' });
  expect(whyNot(denied)).toBe('may not write there: run it as root (EACCES: mkdir)');
  expect(whyNot(new Error('odd'), AbortSignal.abort())).toBe('was interrupted: nothing was changed');
});

it('makes one short printable line of what somebody wrote', () => {
  expect(shortened('a\u001b[31m\nb')).toBe('a [31m b');
  expect(shortened(`x${'/long'.repeat(30)}`)).toMatch(/^….{60}$/u);
});
