/** Random choices that fall the same way in every run with the same seed. */
export interface Dice {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  /** True once in so many times. */
  readonly once: (times: number) => boolean;
  readonly pick: <T>(from: readonly [T, ...T[]]) => T;
  readonly bytes: (count: number) => Uint8Array;
  /** The same bytes in pieces of one to `most`. */
  readonly cut: (bytes: Uint8Array, most: number) => readonly Uint8Array[];
  /** A copy with a few bytes changed, left out or doubled. */
  readonly mutated: (bytes: Uint8Array) => Uint8Array;
}

export const dice = (seed: number): Dice => {
  let state = seed;
  // mulberry32, in the public domain.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  const one: Dice = {
    below,
    once: (times) => below(times) === 0,
    pick: (from) => from[below(from.length)] ?? from[0],
    bytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let at = 0; at < count; at += 1) bytes[at] = next();
      return bytes;
    },
    cut: (bytes, most) => {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + below(most);
        pieces.push(bytes.slice(at, at + size));
        at += size;
      }
      return pieces;
    },
    mutated: (bytes) => {
      const changed = [...bytes];
      for (let times = below(4); times > 0 && changed.length > 0; times -= 1) {
        const at = below(changed.length);
        const put = one.pick<readonly number[]>([[below(256)], [], [changed[at] ?? 0, changed[at] ?? 0]]);
        changed.splice(at, 1, ...put);
      }
      return Uint8Array.from(changed);
    },
  };
  return one;
};

/** How many bytes each endless run is given. */
export const aMillion = 1_000_000;

/** Of the endless runs. A failure names it. */
export const seed = 20090502;
