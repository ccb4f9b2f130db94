import { of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Overrides } from '../../facts/wanted.js';
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
const registered = (answers: FakeAnswers, overrides: Overrides = {}) => {
  const at = bench(answers, { wanted: { level: 'ready', overrides } });
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

  it.each<[string, Overrides, FakeAnswers, string | undefined, readonly string[]]>([
    ['a guest where only home will do', { homeOnly: true }, statuses(0, 5), 'init.roaming-refused', []],
    ['at home where only home will do', { homeOnly: true }, statuses(5, 1), undefined, []],
    [
      'one network and no other',
      { network: '23420' },
      { ...statuses(0, 1), 'AT+COPS=1,2,"23420"': { ends: 'ok' } },
      undefined,
      ['AT+COPS=1,2,"23420"'],
    ],
    [
      'one network that is not there',
      { network: '23415' },
      statuses(0, 1),
      'init.not-registered',
      ['AT+COPS=1,2,"23415"'],
    ],
  ])('%s', async (_, overrides, answers, exit, chosen) => {
    const { so, clock, asked } = registered(answers, overrides);
    await clock.run({ limitMs: 200_000 });
    expect([so.exit, asked.filter((line) => line.startsWith('AT+COPS'))]).toEqual([exit, chosen]);
  });

  it('gives the choice of a network back, once, when none is wanted any more', async () => {
    const at = bench({ ...statuses(0, 1), 'AT+COPS=1,2,"23420"': { ends: 'ok' }, 'AT+COPS=0': { ends: 'ok' } });
    for (const network of ['23420', '23420', undefined, undefined]) {
      at.forget('init/register');
      outcome(
        register(at, {
          ...at.tools,
          wanted$: of({ level: 'ready', overrides: network === undefined ? {} : { network } }),
        }),
      );
      await at.clock.run({ limitMs: 10_000 });
    }
    expect(at.asked.filter((line) => line.startsWith('AT+COPS'))).toEqual(['AT+COPS=1,2,"23420"', 'AT+COPS=0']);
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
