import type { AtAnswer, AtRequest, Quirk } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { bench, type FakeAnswers, outcome } from '../stage-tools.test.helper.js';
import { runQuirks } from './run-quirks.js';

type Run = Quirk['run'];
const quirk = (run: Run, id = 'test'): Quirk => ({ id, because: 'test', when: 'woken', run });
const ran = async (quirks: readonly Quirk[], answers: FakeAnswers = {}) => {
  const at = bench(answers);
  const value = { id: 'x', model: 'X', source: 'test', match: { usb: [] }, ports: {}, quirks: [...quirks] };
  const context = { model: undefined, revision: undefined };
  const so = outcome(runQuirks({ control: at.control, device: { plugin: 'acme', value } }, 'woken', context, at.tools));
  await at.clock.run({ limitMs: 600_000 });
  const refused = at.facts.flatMap((fact) => (fact.fact === 'plugin.refused' ? fact.because : []));
  return { ...so, asked: at.asked, refused, now: at.clock.now() };
};

describe("a quirk is somebody else's code", () => {
  it('is given each answer, and asks on by it', async () => {
    const seen: AtAnswer[] = [];
    const so = await ran(
      [
        quirk(function* () {
          seen.push(yield { send: 'AT+A' });
          seen.push(yield { send: 'AT+B', afterMs: 100 });
        }),
      ],
      { 'AT+A': { lines: ['+A: 1'] }, 'AT+B': { cme: 14 } },
    );
    expect(seen).toEqual([
      { ok: true, lines: ['+A: 1'], result: 'OK' },
      { ok: false, lines: [], result: '+CME ERROR: 14', code: 14 },
    ]);
    expect(so.value).toHaveLength(2);
  });

  it.each<[string, Run, RegExp]>([
    [
      'throws at once',
      // biome-ignore lint/correctness/useYield: it never gets that far
      function* () {
        throw new Error('oops');
      },
      /oops/,
    ],
    [
      'yields what is no AT command',
      function* () {
        yield { send: 'rm -rf\r' };
      },
      /AT command/,
    ],
    [
      'yields nothing at all',
      function* () {
        yield undefined as unknown as AtRequest;
      },
      /./,
    ],
    [
      'never ends',
      function* () {
        for (;;) yield { send: 'AT' };
      },
      /more than 32 requests/,
    ],
  ])('one that %s is told, and the next one has its turn', async (_, run, because) => {
    const after = quirk(function* () {
      yield { send: 'AT+NEXT' };
    });
    const so = await ran([quirk(run, 'bad'), after], { AT: { ends: 'ok' } });
    expect(so.refused).toHaveLength(1);
    expect(so.refused[0]).toMatch(because);
    expect(so.asked.at(-1)).toBe('AT+NEXT');
    expect(so.exit ?? so.error).toBeUndefined();
  });

  it('waits no longer than anything may, whatever it asks for', async () => {
    const patient = quirk(function* () {
      yield { send: 'AT+SLOW', limitMs: 1e9, afterMs: 1e9 };
      yield { send: 'AT+DONE' };
    });
    const so = await ran([patient], { 'AT+SLOW': { ends: 'timeout' } });
    expect(so.asked).toEqual(['AT+SLOW', 'AT+DONE']);
  });
});
