import { seededRandom } from '@sintonia/testing';

/** The same rows, their times dealt out anew: as much in all at each time, and nothing left that rises. */
export function shuffled<Row extends { readonly timestamp: number }>(rows: readonly Row[], seed: number): Row[] {
  const random = seededRandom(seed);
  const times = rows.map(({ timestamp }) => timestamp);
  for (let last = times.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [times[last], times[other]] = [times[other] as number, times[last] as number];
  }
  return rows.map((row, at) => ({ ...row, timestamp: times[at] as number }));
}
