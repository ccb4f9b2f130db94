import { describe, expect, it } from 'vitest';
import { readText } from './read-lines.js';
import { saidAgain } from './said-again.js';

describe('a line that was said again', () => {
  it.each([
    ['last message repeated 9 times', { times: 9 }],
    ['gateway last message repeated 2 times', { times: 2 }],
    ['--- last message repeated 1 time ---', { times: 1 }],
    ['message repeated 3 times: [ sent [LCP ConfReq id=0x1]]', { times: 3, text: 'sent [LCP ConfReq id=0x1]' }],
    ['last message repeated 40000 times', { times: 10 }],
  ])('%s', (line, expected) => {
    expect(saidAgain(line)).toEqual(expected);
  });

  it('is not what people say of it', () => {
    expect(saidAgain('the last message repeated 3 times on my screen')).toBeUndefined();
  });

  it('counts as often as it was said, at the line that says so', () => {
    const { facts } = readText(
      'syslog',
      [
        'May  4 10:00:00 host pppd[7]: sent [LCP ConfReq id=0x1 <magic 0x1>]',
        'May  4 10:00:12 host last message repeated 4 times',
        'May  4 10:00:13 host kernel: last message repeated 3 times',
      ].join('\n'),
    );
    const asked = facts.filter((fact) => fact.fact === 'sign.seen' && fact.sign === 'lcp-asked');
    expect(asked.map(({ at }) => at?.line)).toEqual([1, 2, 2, 2, 2]);
  });
});
