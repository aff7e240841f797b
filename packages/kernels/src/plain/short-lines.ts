/** The numbers of row `row` of 16 bits, as many as fit into `out`. */
export function readShorts(shorts: Int16Array, scales: Float32Array, row: number, out: Float32Array): void {
  const scale = scales[row] as number;
  const start = row * out.length;
  for (let at = 0; at < out.length; at++) out[at] = scale * (shorts[start + at] as number);
}

/** Puts numbers into row `row` of 16 bits: whole numbers up to 32,767, times a scale. */
export function writeShorts(numbers: Float32Array, shorts: Int16Array, scales: Float32Array, row: number): void {
  let largest = 0;
  for (const value of numbers) largest = Math.max(largest, Math.abs(value));
  const scale = Math.fround(largest / 32_767);
  const steps = scale > 0 ? 32_767 / largest : 0;
  const start = row * numbers.length;
  for (let at = 0; at < numbers.length; at++) shorts[start + at] = Math.round(steps * (numbers[at] as number));
  scales[row] = scale;
}
