// One key of two words for a score and its index: comparing keys compares by falling score, ties by rising index. A key lies in a
// Uint32Array with its low word (the index, inverted) first, as WebAssembly stores a u64.

const bits = new Uint32Array(1);
const floats = new Float32Array(bits.buffer);

/** The high word: the bits of the score, mapped so that they order as scores do. */
export function highWord(score: number): number {
  // −0 and 0 are one score.
  floats[0] = score + 0;
  const word = bits[0] as number;
  return (word & 0x80000000 ? ~word : word | 0x80000000) >>> 0;
}

export function scoreOfHighWord(word: number): number {
  bits[0] = word & 0x80000000 ? word & 0x7fffffff : ~word;
  return floats[0] as number;
}

/** Entries by falling score, ties by rising index. */
export interface Ranking {
  readonly indices: Uint32Array;
  /** Beside `indices`. */
  readonly scores: Float32Array;
}

/** The entries that the first `count` keys stand for. */
export function rankingOf(keys: Uint32Array, count: number): Ranking {
  const indices = new Uint32Array(count);
  const scores = new Float32Array(count);
  for (let place = 0; place < count; place++) {
    indices[place] = ~(keys[2 * place] as number);
    scores[place] = scoreOfHighWord(keys[2 * place + 1] as number);
  }
  return { indices, scores };
}
