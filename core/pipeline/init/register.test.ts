import { describe, expect, it } from 'vitest';
import { limits } from '../limits.js';
import { bench, type FakeAnswers, outcome } from '../stage-tools.test.helper.js';
import { register } from './register.js';

const line = (text: string) => ({ lines: [text] });
const statuses = (circuit: number, packet: number): FakeAnswers => ({
  'AT+CFUN?': line('+CFUN: 1'),
  'AT+CREG?': line(`+CREG: 2,${circuit}`),
  'AT+CGREG?': line(`+CGREG: 2,${packet}`),
  'AT+CSQ': line('+CSQ: 20,99'),
});
const registered = (answers: FakeAnswers) => {
  const at = bench(answers);
  return { ...at, so: outcome(register(at, at.tools)) };
};

describe('register', () => {
  it.each([
    ['packet service at home', statuses(0, 1), undefined],
    ['packet service while roaming', statuses(0, 5), undefined],
    ['packet service although voice is denied (Three UK, 2026)', statuses(3, 1), undefined],
    [
      'LTE alone',
      { ...statuses(0, 0), 'AT+CGREG?': { ends: 'error' as const }, 'AT+CEREG?': line('+CEREG: 2,1') },
      undefined,
    ],
    ['voice, where nothing else is known', { ...statuses(1, 0), 'AT+CGREG?': { ends: 'error' as const } }, undefined],
    ['voice alone, where packet service is known and absent', statuses(1, 0), 'init.not-registered'],
    ['nothing', statuses(2, 2), 'init.not-registered'],
    ['nothing, and no signal', { ...statuses(2, 2), 'AT+CSQ': line('+CSQ: 99,99') }, 'init.no-signal'],
    ['denied by both', statuses(3, 3), 'init.registration-denied'],
    ['the radio off', { ...statuses(1, 1), 'AT+CFUN?': line('+CFUN: 4') }, 'init.radio-off'],
  ])('%s', async (_, answers, exit) => {
    const { so, clock } = registered(answers);
    await clock.run({ limitMs: 200_000 });
    expect([so.exit, so.error, so.value === undefined]).toEqual([exit, undefined, exit !== undefined]);
  });

  it("hears the modem's own word, also one that comes between its answers", async () => {
    const { so, clock, says, asked } = registered(statuses(2, 2));
    await clock.run({ until: () => asked.includes('AT+CEREG?') });
    says('+CGREG: 1');
    await clock.run({ limitMs: 100 });
    expect(so.value).toEqual({});
  });

  it('does not believe a denial that is taken back in time', async () => {
    const { so, clock, says } = registered(statuses(3, 3));
    await clock.run({ limitMs: 9000 });
    says('+CGREG: 2');
    await clock.run({ limitMs: 9000 });
    expect(so).toEqual({});
    says('+CGREG: 1');
    await clock.run({ limitMs: 100 });
    expect(so.value).toEqual({});
  });

  const late: FakeAnswers = { ...statuses(2, 2), 'AT+CGREG?': [line('+CGREG: 2,2'), line('+CGREG: 2,1')] };
  const questions = (asked: readonly string[]) => asked.filter((command) => command === 'AT+CGREG?').length;

  it('asks a stick again and again that refuses to tell by itself', async () => {
    const { so, clock, asked } = registered(late);
    await clock.run({ limitMs: limits.askRegistration - 50 });
    expect([so, questions(asked)]).toEqual([{}, 1]);
    await clock.run({ limitMs: 500 });
    expect([so.value, questions(asked)]).toEqual([{}, 2]);
  });

  it.each(['AT+CGREG=2', 'AT+CEREG=2', 'AT+CGREG=1', 'AT+CEREG=1'])(
    'listens to one that takes %s, and looks once more before it gives up',
    async (command) => {
      const { so, clock, asked } = registered({ ...late, [command]: line('') });
      await clock.run({ limitMs: limits.registration - 50 });
      expect([so, questions(asked)]).toEqual([{}, 1]);
      await clock.run({ limitMs: 500 });
      expect([so.value, questions(asked)]).toEqual([{}, 2]);
    },
  );

  it('ends when the port goes, and is no mistake of ours', async () => {
    const { so, clock, goes } = registered({ ...statuses(2, 2), 'AT+CGREG=2': line('') });
    await clock.run({ limitMs: 5000 });
    goes();
    expect(so).toEqual({ exit: 'init.no-reply', detail: 'the port has gone' });
  });
});
