import type { Fold } from './fold.js';

/** Times by value (as JSON, which tells 1 from "1"); null when there were too many different values. */
type Times = Readonly<Record<string, number>> | null;

/**
 * The value that came most often; of several the first by their JSON. Nothing when there are more than `most` different ones:
 * which of those that could not be kept came most often, nobody knows.
 */
export function mostFrequent(most: number): Fold<Times> {
  const bounded = (times: Record<string, number>): Times => (Object.keys(times).length > most ? null : times);
  return {
    empty: {},
    add(times, { value }) {
      if (times === null) return null;
      const key = JSON.stringify(value);
      const known = times[key];
      // Keys are quoted texts, numbers, true or false: none is a member of the prototype.
      return known === undefined ? bounded({ ...times, [key]: 1 }) : { ...times, [key]: known + 1 };
    },
    merge(one, other) {
      if (one === null || other === null) return null;
      const both = { ...one };
      for (const [key, times] of Object.entries(other)) both[key] = (both[key] ?? 0) + times;
      return bounded(both);
    },
    value(times) {
      let best: [key: string, times: number] | undefined;
      for (const [key, each] of Object.entries(times ?? {})) {
        if (best === undefined || each > best[1] || (each === best[1] && key < best[0])) best = [key, each];
      }
      return best && JSON.parse(best[0]);
    },
  };
}
