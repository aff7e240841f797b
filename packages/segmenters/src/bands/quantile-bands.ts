/** Cuts between bands, strictly ascending: band 1 reaches up to and with the first cut, and so on. No cut: one band. */
export type Bands = readonly number[];

/**
 * Cuts a population into up to `count` bands of the same size, by rank. Equal values never part: where one value fills several
 * bands these become one, so there may be fewer bands than asked for.
 *
 * @param values any order; not empty, finite.
 */
export function quantileBands(values: readonly number[], count = 5): Bands {
  const sorted = Float64Array.from(values).sort();
  const highest = sorted[sorted.length - 1] as number;
  const cuts = new Set<number>();
  for (let band = 1; band < count; band++) {
    const cut = sorted[Math.ceil((band * sorted.length) / count) - 1] as number;
    if (cut < highest) cuts.add(cut);
  }
  return [...cuts];
}

/** The band of a value, 1 (lowest) to the number of bands. */
export function bandOf(value: number, bands: Bands): number {
  return 1 + bands.filter((cut) => cut < value).length;
}

/** Where a band lies among all, 0 (lowest) to 1 (highest). */
export function levelOf(value: number, bands: Bands): number {
  return (bandOf(value, bands) - 1) / bands.length;
}

/** Whether a value from a snapshot is what {@link quantileBands} gives. */
export function isBands(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) && value.every((cut, index) => Number.isFinite(cut) && (index === 0 || cut > value[index - 1]))
  );
}
