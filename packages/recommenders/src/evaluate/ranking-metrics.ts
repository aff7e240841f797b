/** How well one list found what it should. All from 0 to 1, higher is better. */
export interface RankingMetrics {
  /** Share of the relevant items that are in the list. */
  readonly recall: number;
  /** Share of the list's k places that are relevant. */
  readonly precision: number;
  /** Discounted cumulative gain over that of the ideal list (Järvelin & Kekäläinen 2002), binary relevance, log2 discount. */
  readonly ndcg: number;
  /** Average precision, over min(relevant, k). */
  readonly map: number;
  /** One over the place of the first relevant item; 0 without one. */
  readonly mrr: number;
  /** 1 when any relevant item is in the list. */
  readonly hitRate: number;
}

export const rankingMetricNames = ['recall', 'precision', 'ndcg', 'map', 'mrr', 'hitRate'] as const;

/** Something for each metric. */
export function mapMetrics<Value>(make: (name: keyof RankingMetrics) => Value): {
  [Metric in keyof RankingMetrics]: Value;
} {
  const entries = rankingMetricNames.map((name) => [name, make(name)] as const);
  return Object.fromEntries(entries) as { [Metric in keyof RankingMetrics]: Value };
}

/**
 * @param list item ids, best first; only the first `k` count.
 * @param relevant at least one item id.
 */
export function rankingMetrics(list: readonly string[], relevant: ReadonlySet<string>, k: number): RankingMetrics {
  let hits = 0;
  let gain = 0;
  let precisions = 0;
  let mrr = 0;
  for (let place = 0; place < Math.min(k, list.length); place++) {
    if (!relevant.has(list[place] as string)) continue;
    hits++;
    gain += 1 / Math.log2(place + 2);
    precisions += hits / (place + 1);
    if (hits === 1) mrr = 1 / (place + 1);
  }
  const findable = Math.min(relevant.size, k);
  let ideal = 0;
  for (let place = 0; place < findable; place++) ideal += 1 / Math.log2(place + 2);
  return {
    recall: hits / relevant.size,
    precision: hits / k,
    ndcg: gain / ideal,
    map: precisions / findable,
    mrr,
    hitRate: hits > 0 ? 1 : 0,
  };
}
