import { describe, expect, it } from 'vitest';
import { fill } from './fill.js';

describe('a sentence', () => {
  it('keeps a clause that can be filled, and brackets that stand twice', () => {
    const facts = [{ fact: 'operator.named', name: 'Pluto', t: 0 }] as const;
    expect(fill('On air[ with {operator.named:name}][ at {dial.connected:number}].', facts)).toBe('On air with Pluto.');
    expect(fill('Put [[Dialer Defaults]] on top.', facts)).toBe('Put [Dialer Defaults] on top.');
  });
});
