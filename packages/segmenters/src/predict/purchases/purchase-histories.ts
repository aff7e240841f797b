/** What the models know of a buyer; times in one unit, such as weeks. */
export interface PurchaseHistory {
  /** Purchases after the first one: x. */
  readonly frequency: number;
  /** Time from the first to the last purchase: t_x. 0 where there is only one. */
  readonly recency: number;
  /** Time since the first purchase: T. */
  readonly age: number;
}

/** Many buyers, column by column. Those who are alike are one row; rows are ordered by frequency. */
export interface PurchaseHistories {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  /** How many buyers a row stands for. */
  readonly count: Float64Array;
  readonly buyers: number;
}

/** @param histories finite, with 0 ≤ recency ≤ age and recency 0 where frequency is 0. */
export function purchaseHistories(histories: Iterable<PurchaseHistory>): PurchaseHistories {
  const rows = new Map<string, { history: PurchaseHistory; count: number }>();
  let buyers = 0;
  for (const history of histories) {
    const key = `${history.frequency} ${history.recency} ${history.age}`;
    const row = rows.get(key);
    if (row) row.count++;
    else rows.set(key, { history, count: 1 });
    buyers++;
  }
  const ordered = [...rows.values()].sort(
    ({ history: a }, { history: b }) => a.frequency - b.frequency || a.recency - b.recency || a.age - b.age,
  );
  return {
    frequency: Float64Array.from(ordered, ({ history }) => history.frequency),
    recency: Float64Array.from(ordered, ({ history }) => history.recency),
    age: Float64Array.from(ordered, ({ history }) => history.age),
    count: Float64Array.from(ordered, ({ count }) => count),
    buyers,
  };
}

/** The same buyers in another unit of time. */
export function inUnitsOf(unit: number, histories: PurchaseHistories): PurchaseHistories {
  const scaled = (times: Float64Array) => times.map((time) => time / unit);
  return { ...histories, recency: scaled(histories.recency), age: scaled(histories.age) };
}

/** About `most` of the buyers, evenly from the rarest to the most frequent; all of them where there are no more. */
export function thinned(histories: PurchaseHistories, most: number): PurchaseHistories {
  const step = Math.max(1, histories.buyers / most);
  const count = new Float64Array(histories.count.length);
  let [seen, buyers] = [0, 0];
  for (let row = 0; row < count.length; row++) {
    seen += histories.count[row] as number;
    count[row] = Math.floor(seen / step) - buyers;
    buyers += count[row] as number;
  }
  const kept = (column: Float64Array) => column.filter((_, row) => (count[row] as number) > 0);
  const { frequency, recency, age } = histories;
  return { frequency: kept(frequency), recency: kept(recency), age: kept(age), count: kept(count), buyers };
}
