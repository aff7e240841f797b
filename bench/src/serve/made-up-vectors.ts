/** Numbers of about normal distribution (sums of four even ones), the same for the same seed; millions in a second. */
export function madeUpVectors(count: number, dimension: number, seed: number): Float32Array {
  const vectors = new Float32Array(count * dimension);
  let state = (seed * 0x9e3779b1) | 1;
  for (let at = 0; at < vectors.length; at++) {
    // xorshift (Marsaglia 2003).
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    vectors[at] = ((state & 255) + ((state >>> 8) & 255) + ((state >>> 16) & 255) + (state >>> 24) - 510) / 148;
  }
  return vectors;
}
