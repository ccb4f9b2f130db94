import { describe, expect, it } from 'vitest';
import { KeptBytes } from './kept-bytes.js';

const heardBy = (kept: KeptBytes): number[] => {
  const heard: number[] = [];
  kept.bytes$.subscribe((bytes) => heard.push(...bytes));
  return heard;
};

describe('kept bytes', () => {
  it('come in order to the first who listens, then as they come', () => {
    const kept = new KeptBytes();
    kept.take(Uint8Array.of(1, 2));
    kept.take(Uint8Array.of(3));
    const heard = heardBy(kept);
    kept.take(Uint8Array.of(4));
    expect(heard).toEqual([1, 2, 3, 4]);
  });

  it('are no more than there is room for while nobody listens, and all of them when somebody does', () => {
    const kept = new KeptBytes(3);
    for (const one of [1, 2, 3, 4, 5]) kept.take(Uint8Array.of(one));
    const heard = heardBy(kept);
    for (const one of [6, 7, 8, 9]) kept.take(Uint8Array.of(one));
    expect(heard).toEqual([1, 2, 3, 6, 7, 8, 9]);
  });
});
