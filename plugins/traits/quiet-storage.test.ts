import { describe, expect, it } from 'vitest';
import type { AtAnswer } from '../contract/index.js';
import { quietStorage } from './quiet-storage.js';

const ok: AtAnswer = { ok: true, lines: [], result: 'OK' };
const busy: AtAnswer = { ok: false, lines: [], result: '+CME ERROR: 14', code: 14 };
const locked: AtAnswer = { ok: false, lines: [], result: '+CME ERROR: 11', code: 11 };

const sent = (id: string, answers: readonly AtAnswer[]) => {
  const run = quietStorage()
    .quirks?.find((quirk) => quirk.id === id)
    ?.run({ model: undefined, revision: undefined });
  const requests: string[] = [];
  let next = run?.next();
  for (const answer of answers) {
    if (!next || next.done) break;
    requests.push(`${next.value.send}${next.value.afterMs === undefined ? '' : ` after ${next.value.afterMs}`}`);
    next = run?.next(answer);
  }
  return { requests, done: next?.done };
};

describe('quietStorage', () => {
  it('asks once when the stick has woken', () => {
    expect(sent('quiet-storage', [locked])).toEqual({ requests: ['AT+CPMS?'], done: true });
  });

  it('asks again when the SIM is ready, three times at most and only while the SIM is busy', () => {
    expect(sent('quiet-storage-again', [ok])).toEqual({ requests: ['AT+CPMS?'], done: true });
    expect(sent('quiet-storage-again', [locked])).toEqual({ requests: ['AT+CPMS?'], done: true });
    expect(sent('quiet-storage-again', [busy, busy, busy, busy])).toEqual({
      requests: ['AT+CPMS?', 'AT+CPMS? after 2000', 'AT+CPMS? after 2000'],
      done: true,
    });
  });
});
