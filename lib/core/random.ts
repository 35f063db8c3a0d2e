/** A stream of pseudo-random numbers that is the same for the same seed on every machine. */
export interface RandomStream {
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal (Marsaglia's polar method). */
  normal(): number;
  /** Uniform integer from 0 to `below` − 1. */
  integer(below: number): number;
  /** An independent stream of this one's seed and a name. */
  fork(name: string): RandomStream;
}

/**
 * Makes a seeded stream: xoshiro128** (Blackman & Vigna 2021) seeded by SplitMix32 over the seed's FNV-1a hash.
 * @param seed any text; the same text gives the same stream
 */
export function randomStream(seed: string): RandomStream {
  const state = seedState(seed);
  let spare: number | undefined;

  function next32(): number {
    const [a, b, c, d] = state as unknown as [number, number, number, number];
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = b << 9;
    state[2] = c ^ a;
    state[3] = d ^ b;
    state[1] = b ^ state[2]!;
    state[0] = a ^ state[3]!;
    state[2] ^= t;
    state[3] = (state[3]! << 11) | (state[3]! >>> 21);
    return result;
  }
  const uniform = (): number => ((next32() >>> 5) * 67_108_864 + (next32() >>> 6)) / 9_007_199_254_740_992;

  return {
    uniform,
    integer: below => Math.floor(uniform() * below),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const s = u * u + v * v;
        if (s >= 1 || s === 0) continue;
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * scale;
        return u * scale;
      }
    },
    fork: name => randomStream(`${seed}/${name}`),
  };
}

/** FNV-1a, 32 bits, over UTF-8: the hash that partitions the store and seeds streams. Pinned by a test; never change it. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, "utf8")) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function seedState(seed: string): Int32Array {
  let word = fnv1a(seed);
  const state = new Int32Array(4);
  for (let i = 0; i < 4; i++) {
    word = (word + 0x9e3779b9) | 0;
    let mixed = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    state[i] = mixed ^ (mixed >>> 15);
  }
  return state;
}
