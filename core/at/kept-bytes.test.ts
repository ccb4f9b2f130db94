import { describe, expect, it } from 'vitest';
import { KeptBytes } from './kept-bytes.js';

const heardBy = (kept: KeptBytes) => {
  const heard: number[] = [];
  return { heard, listening: kept.bytes$.subscribe((bytes) => heard.push(...bytes)) };
};

describe('kept bytes', () => {
  it('come in order to the first who listens, then as they come', () => {
    const kept = new KeptBytes();
    kept.take(Uint8Array.of(1, 2));
    kept.take(Uint8Array.of(3));
    const { heard } = heardBy(kept);
    kept.take(Uint8Array.of(4));
    expect(heard).toEqual([1, 2, 3, 4]);
  });

  it('are as many as there is room for while nobody listens, without a hole, and all of them when somebody does', () => {
    const kept = new KeptBytes(3);
    kept.take(Uint8Array.of(1, 2));
    kept.take(Uint8Array.of(3, 4, 5));
    kept.take(Uint8Array.of(6));
    const { heard, listening } = heardBy(kept);
    for (const one of [7, 8, 9, 10]) kept.take(Uint8Array.of(one));
    expect(heard).toEqual([1, 2, 3, 7, 8, 9, 10]);
    listening.unsubscribe();
    kept.take(Uint8Array.of(11));
    expect(heardBy(kept).heard).toEqual([11]);
  });
});
