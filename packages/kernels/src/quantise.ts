/** Rounds a vector to whole numbers from −`most` to `most`; returns the scale that takes them back. */
export function quantise(vector: Float32Array, most: number, out: Int8Array | Int16Array): number {
  let largest = 0;
  for (let at = 0; at < vector.length; at++) largest = Math.max(largest, Math.abs(vector[at] as number));
  if (largest === 0) {
    out.fill(0);
    return 0;
  }
  for (let at = 0; at < vector.length; at++) out[at] = Math.round(((vector[at] as number) / largest) * most);
  return largest / most;
}
