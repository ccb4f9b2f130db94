import { setImmediate as turn } from 'node:timers/promises';
import { NEVER, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { answers } from './answers.js';
import type { Answer } from './bus.js';
import { type Frame, noReplyExpected } from './dbus-next.js';
import { modemError } from './values.js';

/** The bus drops an answer that nobody waits for, so only this side shows whether one was sent. */
describe('a call that wants no answer', () => {
  it.each<[string, () => Promise<Answer>]>([
    ['success', async () => ({ signature: '', body: [] })],
    ['a refusal', () => Promise.reject(modemError('Core.WrongState', 'no'))],
    ['a bug', () => Promise.reject(new TypeError('bug'))],
  ])('is done, and gets none: %s', async (_, answer) => {
    const frames$ = new Subject<Frame>();
    const sent: unknown[] = [];
    const send = (frame: unknown) => sent.push(frame);
    const done: string[] = [];
    const serve = answers(
      { frames$, send, ended$: NEVER, close: () => undefined, cut: () => undefined },
      () => undefined,
    );
    serve(async ({ member }) => {
      done.push(member);
      return member === 'Last' ? { signature: '', body: [] } : answer();
    });
    const call = { type: 1, sender: ':1.2', path: '/', interface: 'org.example.A' };
    frames$.next({ ...call, serial: 5, member: 'First', flags: noReplyExpected });
    await turn();
    frames$.next({ ...call, serial: 6, member: 'Last' });
    await expect.poll(() => sent).toEqual([{ type: 2, signature: '', body: [], replySerial: 6, destination: ':1.2' }]);
    expect(done).toEqual(['First', 'Last']);
  });
});
