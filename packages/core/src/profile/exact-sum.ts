/**
 * A sum that comes out the same, to the last bit, in whatever order its numbers come: kept as parts that don't overlap, so that
 * nothing is rounded before the end (Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997).
 *
 * @param parts of the sum so far; none at first.
 * @returns the parts with `added`, smallest first; few, as long as numbers lie within the same dozen of magnitudes.
 */
export function addExactly(parts: readonly number[], added: number): readonly number[] {
  if (added === 0) return parts;
  const next: number[] = [];
  let sum = added;
  for (const part of parts) {
    const [large, small] = Math.abs(sum) < Math.abs(part) ? [part, sum] : [sum, part];
    sum = large + small;
    const lost = small - (sum - large);
    if (lost !== 0) next.push(lost);
  }
  next.push(sum);
  return next;
}

/** The parts as one number, rounded once. */
export function exactSum(parts: readonly number[]): number {
  let at = parts.length - 1;
  let sum = parts[at] ?? 0;
  let lost = 0;
  while (at > 0 && lost === 0) {
    at -= 1;
    const part = parts[at] as number;
    const whole = sum + part;
    lost = part - (whole - sum);
    sum = whole;
  }
  // Just half way between two numbers, the next smaller part says to which side.
  const next = parts[at - 1] ?? 0;
  const moved = sum + 2 * lost;
  return next !== 0 && next < 0 === lost < 0 && moved - sum === 2 * lost ? moved : sum;
}
