import { quantise } from './quantise.js';

/** Half of the distance between 1 and the next float. */
const ROUNDING = 2 ** -24;
/** What the bytes of a vector reach. */
const MOST_BYTE = 127;
/** Under it, a product with a scale (2⁻⁸⁰ at least) may have fewer digits than other floats. */
const LEAST_STEP = 2 ** -40;
/** Products of lengths up to here leave room for every sum. */
const MOST_PRODUCT = 2 ** 110;

/** What is known of vectors as bytes. */
export interface ByteVectors {
  /** A multiple of 8. */
  readonly width: number;
  /** The largest scale. */
  readonly widest: number;
  /** The largest distance between a vector and its bytes, in its scale. */
  readonly lost: number;
}

/** For every vector x of scale s and bytes b: x · query, as summed in f32, is under (b · byteQuery + slack) · s · step. */
export interface ByteBound {
  readonly slack: number;
  readonly step: number;
}

/**
 * Rounds a query to int16 and says how far off a product by bytes may be. In units of s · step, where y' is the query rounded and ρ
 * what a vector has lost (Cauchy–Schwarz):
 *
 * |x·y − s·b·y'| ≤ |(x − s·b)·y| + |s·b·(y − y')| ≤ s · (ρ·‖y‖ + ‖b‖·‖y − y'‖)
 *
 * To it come the errors of the sum in f32, of at most width/8 + 4 roundings a term and 2⁻¹⁵⁰ a product that is too small for a
 * float (Higham, *Accuracy and stability of numerical algorithms*, 2002, §3.1), and of the five roundings of the bound itself.
 *
 * @returns undefined where numbers are so large or so small, or all 0, that this does not hold
 */
export function byteQuery(
  query: Float32Array,
  { width, widest, lost }: ByteVectors,
  out: Int16Array,
): ByteBound | undefined {
  // As fine as sums in 32 bits allow.
  const step = quantise(query, Math.min(32_767, Math.floor(2 ** 31 / (MOST_BYTE * width)) - 1), out);
  let [squares, lostSquares, reach] = [0, 0, 0];
  for (let at = 0; at < query.length; at++) {
    const [value, whole] = [query[at] as number, out[at] as number];
    squares += value * value;
    lostSquares += (value - step * whole) ** 2;
    reach += MOST_BYTE * Math.abs(whole);
  }
  const length = Math.sqrt(squares);
  const longest = MOST_BYTE * Math.sqrt(width);
  const summing = 2 * (width / 8 + 4) * ROUNDING * (longest + lost) * length;
  const tooSmall = width * 2 ** -69;
  const off = (lost * length + longest * Math.sqrt(lostSquares) + summing + tooSmall) / step;
  // The last factor is for what this page itself rounds; 1 for products with it that are too small for a float.
  const slack = (off + 6 * ROUNDING * (reach + off) + 1) * (1 + 2 ** -20);
  const safe = step >= LEAST_STEP && widest * Math.max(1, step) * (reach + slack) < MOST_PRODUCT;
  return safe ? { slack, step } : undefined;
}

/** `lost` from the largest sum of squares that `quantiseRows` found, in f32: each term is off by 2⁻¹⁵ at most. */
export function lostOf(squares: number, width: number): number {
  return 1.0001 * Math.sqrt(squares) + Math.sqrt(width) * 2 ** -15;
}
