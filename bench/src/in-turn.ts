/**
 * Measures variants in turn, round by round, so that a machine that is busy for a while is so for all of them. A first round
 * warms up and doesn't count.
 *
 * @returns the results of each variant, in the order of the variants.
 */
export async function inTurn<Variant, Result>(
  variants: readonly Variant[],
  rounds: number,
  measure: (variant: Variant, round: number) => Promise<Result>,
): Promise<readonly (readonly Result[])[]> {
  const results = variants.map((): Result[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [place, variant] of variants.entries()) {
      const result = await measure(variant, round);
      if (round > 0) results[place]?.push(result);
    }
  }
  return results;
}
