/** How a number was distributed when a model learnt: what later ones are compared with. */
export interface Distribution {
  /** Between these the bins lie, in rising order. */
  readonly cuts: readonly number[];
  /** The share of each bin, lowest first; the last one is of those where the number was missing (NaN). Adds up to 1. */
  readonly shares: readonly number[];
}

const BINS = 10;
/** With fewer people in one of two samples, chance alone moves the index by as much as its thresholds. */
export const LEAST_FOR_STABILITY = 200;
/** A bin that nobody is in counts as if half a person was. */
const HALF_A_PERSON = 0.5;

/** Deciles of what there is. Equal numbers never part. */
export function distributionOf(values: readonly number[]): Distribution {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const cuts = new Set<number>();
  for (let bin = 1; bin < BINS; bin++) {
    const cut = known[Math.floor((bin * known.length) / BINS)];
    if (cut !== undefined && cut > (known[0] as number)) cuts.add(cut);
  }
  const sorted = [...cuts];
  return { cuts: sorted, shares: sharesOf(values, sorted) };
}

/**
 * The population stability index: Σ (now − then) · ln(now / then) over the bins. 0 where nothing has changed. Undefined where there
 * are too few.
 *
 * Source: Siddiqi, *Credit Risk Scorecards* (2006); it is the symmetric divergence of Jeffreys (1946).
 */
export function populationStability({ cuts, shares }: Distribution, values: readonly number[]): number | undefined {
  if (values.length < LEAST_FOR_STABILITY) return undefined;
  const least = HALF_A_PERSON / values.length;
  return sharesOf(values, cuts).reduce((sum, share, bin) => {
    const [now, then] = [Math.max(share, least), Math.max(shares[bin] as number, least)];
    return sum + (now - then) * Math.log(now / then);
  }, 0);
}

function sharesOf(values: readonly number[], cuts: readonly number[]): readonly number[] {
  const counts = new Array<number>(cuts.length + 2).fill(0);
  for (const value of values) {
    const bin = Number.isNaN(value) ? cuts.length + 1 : cuts.filter((cut) => value >= cut).length;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts.map((count) => count / Math.max(1, values.length));
}
