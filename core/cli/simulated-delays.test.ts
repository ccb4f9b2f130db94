import { describe, expect, it } from 'vitest';
import { delaysWords } from './simulated-delays.js';

describe('delaysWords', () => {
  it('names each delay, counts the one per command, and sums up', () => {
    expect(delaysWords({ commandMs: 20, registerMs: 4000, 'settling Ms': 250 }, 30)).toBe(
      "The virtual modem's own delays: 30 AT commands at 20 ms, registration 4.0 s, settling 0.3 s; together at most 4.8 s.",
    );
  });
});
