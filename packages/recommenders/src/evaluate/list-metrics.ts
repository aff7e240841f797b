/**
 * Properties of all lists together: how much of the catalogue they show, how evenly, how far from the crowd.
 */
export interface ListMetrics {
  /** Share of the trained items that stand in at least one list. 0 to 1. */
  readonly coverage: number;
  /** Inequality of how often items are shown, over all trained items. 0 (all equally) to 1 (always the same). */
  readonly gini: number;
  /** Mean surprise of a shown item in bits: −log2 of the share of people who have it (Vargas & Castells 2011). */
  readonly novelty: number;
}

/**
 * @param lists item ids, one list a person.
 * @param peopleOf by trained item, how many people have it.
 */
export function listMetrics(
  lists: readonly (readonly string[])[],
  peopleOf: ReadonlyMap<string, number>,
  people: number,
): ListMetrics {
  const shown = new Map<string, number>();
  let places = 0;
  let surprise = 0;
  for (const list of lists) {
    for (const itemId of list) {
      shown.set(itemId, (shown.get(itemId) ?? 0) + 1);
      surprise += Math.log2(people / Math.max(1, peopleOf.get(itemId) ?? 0));
      places++;
    }
  }
  const counts = Float64Array.from(peopleOf.keys(), (itemId) => shown.get(itemId) ?? 0).sort();
  return {
    coverage: peopleOf.size === 0 ? 0 : counts.filter((count) => count > 0).length / peopleOf.size,
    gini: giniOf(counts),
    novelty: places === 0 ? 0 : surprise / places,
  };
}

/** @param ascending counts, smallest first. */
function giniOf(ascending: Float64Array): number {
  let sum = 0;
  let weighted = 0;
  for (let rank = 0; rank < ascending.length; rank++) {
    const count = ascending[rank] as number;
    sum += count;
    weighted += (2 * (rank + 1) - ascending.length - 1) * count;
  }
  return sum === 0 ? 0 : weighted / (ascending.length * sum);
}

/**
 * Mean distance between the items of one list; 0 for fewer than two.
 *
 * @param distance 0 (the same) to 1 (nothing in common), symmetric.
 */
export function intraListDistance(list: readonly string[], distance: (a: string, b: string) => number): number {
  let sum = 0;
  let pairs = 0;
  list.forEach((itemId, place) => {
    for (const other of list.slice(place + 1)) {
      sum += distance(itemId, other);
      pairs++;
    }
  });
  return pairs === 0 ? 0 : sum / pairs;
}

/**
 * How far the mix of categories in a list is from the person's own, as the Kullback–Leibler divergence of Steck (*Calibrated
 * recommendations*, 2018) with its smoothing of 0.01. 0 is perfectly calibrated.
 */
export function miscalibration(
  own: readonly string[],
  list: readonly string[],
  categoriesOf: (itemId: string) => readonly string[],
): number {
  const wanted = mixOf(own, categoriesOf);
  const given = mixOf(list, categoriesOf);
  let divergence = 0;
  for (const [category, share] of wanted) {
    const smoothed = 0.99 * (given.get(category) ?? 0) + 0.01 * share;
    divergence += share * Math.log2(share / smoothed);
  }
  return divergence;
}

function mixOf(items: readonly string[], categoriesOf: (itemId: string) => readonly string[]): Map<string, number> {
  const mix = new Map<string, number>();
  const labelled = items.map(categoriesOf).filter((categories) => categories.length > 0);
  for (const categories of labelled) {
    for (const category of categories) {
      mix.set(category, (mix.get(category) ?? 0) + 1 / categories.length / labelled.length);
    }
  }
  return mix;
}
