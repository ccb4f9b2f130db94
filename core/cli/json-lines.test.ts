import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { jsonLine } from './json-lines.js';

describe('jsonLine', () => {
  it('puts t, fact and stage first, and the rest as the fact has it', () => {
    const fact: Fact = {
      number: '*99#',
      text: 'CONNECT',
      stick: '1-1',
      stage: 'dial',
      fact: 'dial.connected',
      t: 5660,
    };
    expect(jsonLine(fact)).toBe(
      '{"t":5660,"fact":"dial.connected","stage":"dial","number":"*99#","text":"CONNECT","stick":"1-1"}',
    );
  });

  it('leaves a stage out that is not there', () => {
    expect(jsonLine({ t: 0, fact: 'dialtone.started', version: '0.1.0' })).toBe(
      '{"t":0,"fact":"dialtone.started","version":"0.1.0"}',
    );
  });

  it('writes a verdict flat', () => {
    const verdict: Fact = {
      t: 11762,
      fact: 'verdict',
      online: false,
      stage: 'ppp',
      causes: [
        { id: 'apn-missing', layer: 'init', confidence: 0.9, says: 'No APN.', remedy: 'Set one.', evidence: [] },
      ],
      totalMs: 11741,
    };
    expect(jsonLine(verdict)).toBe(
      '{"t":11762,"fact":"verdict","stage":"ppp","online":false,"causes":[{"id":"apn-missing","layer":"init","confidence":0.9,"says":"No APN.","remedy":"Set one.","evidence":[]}],"totalMs":11741}',
    );
  });

  it('is one line of what a terminal shows, and still the same text', () => {
    const line = 'a\u001b[2J\n\u0085\u009bb\u2028c\u202ed\u007f';
    const text = jsonLine({ t: 1, fact: 'at.unsolicited', port: 1, line });
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    expect(JSON.parse(text)).toMatchObject({ line });
  });
});
