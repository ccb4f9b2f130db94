import type { AtAnswer } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { zteStick } from './zte-stick.js';

const answer = (...lines: string[]): AtAnswer => ({ ok: true, lines, result: 'OK' });
const refusal: AtAnswer = { ok: false, lines: [], result: 'ERROR' };

const sent = (id: string, ...answers: readonly AtAnswer[]): readonly string[] => {
  const run = zteStick()
    .quirks?.find((quirk) => quirk.id === id)
    ?.run({ model: undefined, revision: undefined });
  const requests: string[] = [];
  for (let next = run?.next(); next && !next.done; next = run?.next(answers[requests.length - 1] ?? refusal)) {
    requests.push(next.value.send);
  }
  return requests;
};

describe('the quirks of a ZTE stick', () => {
  it('asks for the PIN tries before any is spent', () => {
    expect(sent('pin-retries', answer('+ZPINPUK: 3,10'))).toEqual(['AT+ZPINPUK=?']);
    expect(zteStick().quirks?.find(({ id }) => id === 'pin-retries')?.when).toBe('woken');
  });

  it('leaves a stick alone that is in automatic mode, or that does not know the command', () => {
    expect(sent('automatic-mode', answer('+ZSNT: 0,0,0'))).toEqual(['AT+ZSNT?']);
    expect(sent('automatic-mode', answer('+ZSNT: 0,0,2'))).toEqual(['AT+ZSNT?']);
    expect(sent('automatic-mode', refusal)).toEqual(['AT+ZSNT?']);
  });

  it('sets one back that was left in 2G only or 3G only', () => {
    expect(sent('automatic-mode', answer('+ZSNT: 1,0,0'))).toEqual(['AT+ZSNT?', 'AT+ZSNT=0,0,0']);
    expect(sent('automatic-mode', answer('+ZSNT:2,0,0'))).toEqual(['AT+ZSNT?', 'AT+ZSNT=0,0,0']);
  });

  it('asks for the mode that it is in', () => {
    expect(sent('radio-mode', answer('+ZPAS: "HSDPA","CS_PS"'))).toEqual(['AT+ZPAS?']);
  });
});
