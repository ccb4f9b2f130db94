import { describe, expect, it } from 'vitest';
import { entriesKept } from './book-memory.js';
import { memoryInMemory } from './memory-in-memory.js';

describe('memory in memory', () => {
  it('knows nothing at first', () => {
    const memory = memoryInMemory();
    expect([memory.answers('MF627', 'R1'), memory.profile('sim'), memory.pinRefused('sim', '1234')]).toEqual([
      {},
      undefined,
      false,
    ]);
  });

  it('adds answers to what it knows of that model and firmware', () => {
    const memory = memoryInMemory();
    memory.keepAnswers('MF627', 'R1', { '+CGDCONT=?': ['a'], '+CGMM': ['old'] });
    memory.keepAnswers('MF627', 'R2', { '+CGMM': ['other firmware'] });
    memory.keepAnswers('MF627', 'R1', { '+CGMM': ['new'] });
    expect(memory.answers('MF627', 'R1')).toEqual({ '+CGDCONT=?': ['a'], '+CGMM': ['new'] });
  });

  it('keeps one profile for each SIM', () => {
    const memory = memoryInMemory();
    memory.keepProfile('one', { carrier: 'three-uk', apn: 'three.co.uk' });
    memory.keepProfile('two', { carrier: 'three-uk', apn: '' });
    memory.keepProfile('one', { carrier: 'three-uk', apn: '3internet' });
    expect(memory.profile('one')).toEqual({ carrier: 'three-uk', apn: '3internet' });
    expect(memory.profile('two')).toEqual({ carrier: 'three-uk', apn: '' });
  });

  it('knows a refused PIN of this SIM only', () => {
    const memory = memoryInMemory();
    memory.keepRefusedPin('one', '1234');
    expect([
      memory.pinRefused('one', '1234'),
      memory.pinRefused('one', '1235'),
      memory.pinRefused('two', '1234'),
    ]).toEqual([true, false, false]);
  });

  it('forgets a PIN that the SIM took after all, of this SIM only', () => {
    const memory = memoryInMemory();
    memory.keepRefusedPin('one', '1234');
    memory.keepRefusedPin('two', '1234');
    memory.forgetRefusedPin('one', '1234');
    expect([memory.pinRefused('one', '1234'), memory.pinRefused('two', '1234')]).toEqual([false, true]);
  });

  it('knows which SIM was offered a profile', () => {
    const memory = memoryInMemory();
    memory.keepProfileOffered('one');
    memory.keepProfileOffered('one');
    expect([memory.profileOffered('one'), memory.profileOffered('two')]).toEqual([true, false]);
  });

  it('forgets the oldest first, and what was kept again is not old', () => {
    const memory = memoryInMemory();
    const profile = { carrier: 'c', apn: 'a' };
    memory.keepProfile('first', profile);
    memory.keepProfile('second', profile);
    for (let n = 2; n < entriesKept; n += 1) memory.keepProfile(`sim ${n}`, profile);
    memory.keepProfile('first', profile);
    memory.keepProfile('one more', profile);
    expect([memory.profile('first'), memory.profile('second'), memory.profile('one more')]).toEqual([
      profile,
      undefined,
      profile,
    ]);
    for (let n = 0; n <= entriesKept; n += 1) memory.keepAnswers(`model ${n}`, '', { a: [] });
    expect([memory.answers('model 0', ''), memory.answers('model 1', '')]).toEqual([{}, { a: [] }]);
    for (let n = 0; n <= entriesKept; n += 1) memory.keepRefusedPin('sim', String(n));
    expect([memory.pinRefused('sim', '0'), memory.pinRefused('sim', '1')]).toEqual([false, true]);
    for (let n = 0; n <= entriesKept; n += 1) memory.keepProfileOffered(`sim ${n}`);
    expect([memory.profileOffered('sim 0'), memory.profileOffered('sim 1')]).toEqual([false, true]);
  });
});
