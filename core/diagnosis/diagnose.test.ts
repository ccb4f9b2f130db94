import { exitCodes, type Rule } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { coreRules } from './core-rules.js';
import { diagnose } from './diagnose.js';
import { fill } from './fill.js';
import { matches } from './matches.js';

const ended = (exit: (typeof exitCodes)[number], detail?: string): Fact => ({
  t: 9,
  fact: 'walk.ended',
  exit,
  ...(detail === undefined ? {} : { detail }),
});

describe('diagnosis', () => {
  it.each(exitCodes.map((code) => [code]))('%s has a cause with a remedy of its own, by the core alone', (code) => {
    const [first] = diagnose([ended(code, 'detail')], coreRules);
    expect(first?.says).toMatch(/^[A-Z].*\.$/);
    expect(first?.remedy).toMatch(/^[A-Z].*\.$/);
    expect(first?.evidence.at(-1)?.fact).toBe('walk.ended');
    expect(`${first?.says}${first?.remedy}`).not.toMatch(/undefined|[{}[\]]|–/);
  });

  it('rests on the newest of what was said, and on the first, in the order of their lines', () => {
    const rule: Rule = {
      cause: 'no-carrier',
      confidence: 0.7,
      when: [{ fact: 'sign.seen', where: { sign: 'no-carrier' } }],
      says: 'S.',
      remedy: 'R.',
    };
    const said = (line: number): Fact => ({
      t: 0,
      fact: 'sign.seen',
      sign: 'no-carrier',
      by: 'modem',
      at: { file: 'log', line, text: '' },
    });
    const [found] = diagnose([said(2), said(4), said(7)], [rule]);
    expect(found?.evidence.map(({ at }) => at?.line)).toEqual([2, 7]);
  });

  it('ranks by confidence, then by the earlier layer, one entry a cause', () => {
    const rule = (cause: Rule['cause'], confidence: number): Rule => ({
      cause,
      confidence,
      when: [{ fact: 'online' }],
      says: 'S.',
      remedy: 'R.',
    });
    const rules = [rule('modem-hangup', 0.5), rule('no-carrier', 0.5), rule('apn-wrong', 0.9), rule('apn-wrong', 0.3)];
    expect(diagnose([{ t: 1, fact: 'online' }], rules).map(({ id, confidence }) => [id, confidence])).toEqual([
      ['apn-wrong', 0.9],
      ['no-carrier', 0.5],
      ['modem-hangup', 0.5],
    ]);
  });

  it('is silent when a pattern has no fact, or an unless has one', () => {
    const rule: Rule = {
      cause: 'apn-wrong',
      confidence: 1,
      when: [{ fact: 'online' }],
      unless: [{ fact: 'sim.unlocked' }],
      says: 'S.',
      remedy: 'R.',
    };
    expect(diagnose([], [rule])).toEqual([]);
    expect(
      diagnose(
        [
          { t: 1, fact: 'online' },
          { t: 2, fact: 'sim.unlocked' },
        ],
        [rule],
      ),
    ).toEqual([]);
  });
});

describe('a rule speaks', () => {
  const facts: Fact[] = [
    { t: 1, fact: 'modem.cause', text: 'Unknown APN', decisive: true },
    { t: 2, fact: 'modem.cause', text: 'normal call clearing', decisive: false },
  ];
  const rule: Rule = {
    cause: 'apn-wrong',
    when: [{ fact: 'modem.cause', where: { decisive: true } }],
    confidence: 1,
    says: 'It was {modem.cause:text}.',
    remedy: 'R.',
  };
  it('of the facts that it rests on, not of newer ones by the same name', () => {
    const [diagnosis] = diagnose(facts, [rule]);
    expect(diagnosis).toMatchObject({ says: 'It was Unknown APN.', evidence: [{ t: 1 }] });
  });
  it('of any other fact by its newest', () => {
    const [diagnosis] = diagnose(facts, [{ ...rule, when: [{ fact: 'modem.cause' }] }]);
    expect(diagnosis?.says).toBe('It was normal call clearing.');
  });
});

describe('a pattern', () => {
  const fact: Fact = { t: 1, fact: 'modem.cause', text: 'Unknown APN', decisive: true };
  it.each<[Record<string, unknown>, boolean]>([
    [{ decisive: true }, true],
    [{ decisive: false }, false],
    [{ text: { contains: 'apn' } }, true],
    [{ text: { contains: 'pdp' } }, false],
    [{ text: { oneOf: ['x', 'Unknown APN'] } }, true],
    [{ t: { atLeast: 1 } }, true],
    [{ t: { atLeast: 2 } }, false],
    [{ 'text.length': 3 }, false],
    [{ constructor: 'x' }, false],
  ])('%j → %s', (where, expected) => {
    expect(matches({ fact: 'modem.cause', where: where as never }, fact)).toBe(expected);
  });
});

describe('a sentence', () => {
  const facts: Fact[] = [
    { t: 1, fact: 'carrier.unknown', mccmnc: '00101' },
    { t: 2, fact: 'carrier.unknown', mccmnc: '23420' },
  ];
  it('takes fields of the newest fact', () => {
    expect(fill('Network {carrier.unknown:mccmnc}.', facts)).toBe('Network 23420.');
  });
  it('drops a clause whose field is absent', () => {
    expect(fill('Install it[ for {carrier.chosen:name}].', facts)).toBe('Install it.');
    expect(fill('Install it[ for {carrier.unknown:mccmnc}].', facts)).toBe('Install it for 23420.');
  });
});
