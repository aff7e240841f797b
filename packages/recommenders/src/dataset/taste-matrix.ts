import type { Pace } from '../pace.js';
import { GrowingColumn } from './growing-column.js';
import type { InteractionLog } from './interaction-log.js';

/** Who took what, once a pair: compressed sparse rows, one a person who took anything. What every model learns from. */
export interface TasteMatrix {
  /** Ascending by UTF-16 code units. An item's number is its place in here, so that ties go by id. */
  readonly itemIds: readonly string[];
  /** Number of rows. */
  readonly people: number;
  /** `people + 1` places in `items`. */
  readonly offsets: Uint32Array;
  /** Item numbers, ascending within a row. */
  readonly items: Uint32Array;
  /** When the person last met the item, in milliseconds since 1970. Beside `items`. */
  readonly times: Float64Array;
  /** The sum of the weights, above 0. Beside `items`. */
  readonly weights: Float32Array;
  /** The person of each row, as the log numbers them. */
  readonly rowPeople: Uint32Array;
}

/**
 * Folds a log into pairs of person and item. A pair counts when its weights sum up to more than 0: what was returned or skipped
 * is no taste, and no negative edge either. Of a person with more than `personLimit` items only the most recent count, so that
 * one crawler can't cost the square of its clicks.
 *
 * @throws SINTONIA_ABORTED
 */
export async function tasteMatrix(log: InteractionLog, personLimit: number, pace: Pace): Promise<TasteMatrix> {
  const grouped = new GrowingColumn(Uint32Array);
  grouped.reserve(log.length);
  const rows = grouped.values;
  const starts = groupByPerson(log, rows);
  const net = new Float64Array(log.itemIds.length);
  const latest = new Float64Array(log.itemIds.length).fill(-Infinity);
  const items = new Uint32Array(log.length);
  const times = new Float64Array(log.length);
  const weights = new Float32Array(log.length);
  const offsets = new Uint32Array(log.people + 1);
  const rowPeople = new Uint32Array(log.people);
  let people = 0;
  let length = 0;

  for (let person = 0; person < log.people; person++) {
    if (pace.due()) await pace.rest();
    const met: number[] = [];
    for (let at = starts[person] as number; at < (starts[person + 1] as number); at++) {
      const row = rows[at] as number;
      const item = log.item[row] as number;
      if (latest[item] === -Infinity) met.push(item);
      net[item] = (net[item] as number) + (log.weight[row] as number);
      latest[item] = Math.max(latest[item] as number, log.time[row] as number);
    }
    const taken = met.filter((item) => (net[item] as number) > 0);
    for (const item of mostRecent(taken, latest, personLimit)) {
      items[length] = item;
      weights[length] = Math.min(net[item] as number, HEAVIEST);
      times[length++] = latest[item] as number;
    }
    for (const item of met) {
      net[item] = 0;
      latest[item] = -Infinity;
    }
    if (length > (offsets[people] as number)) {
      rowPeople[people] = person;
      offsets[++people] = length;
    }
  }

  grouped.release();
  return {
    itemIds: log.itemIds,
    people,
    offsets: offsets.slice(0, people + 1),
    items: trimmed(items, length),
    times: trimmed(times, length),
    weights: trimmed(weights, length),
    rowPeople: rowPeople.slice(0, people),
  };
}

/** A copy frees room that nobody needs, but takes room itself: only where that is worth it. */
const trimmed = <A extends Uint32Array | Float32Array | Float64Array>(array: A, length: number) =>
  (length > 0.8 * array.length ? array.subarray(0, length) : array.slice(0, length)) as A;

/** So that no weight overflows 32 bits. */
const HEAVIEST = 1e30;

function mostRecent(items: number[], latest: Float64Array, limit: number): number[] {
  if (items.length > limit) {
    items.sort((a, b) => (latest[b] as number) - (latest[a] as number) || a - b);
    items.length = limit;
  }
  return items.sort((a, b) => a - b);
}

/** Where each person's rows begin among `rows`, their places in the log: a counting sort, so in the order of collection. */
function groupByPerson(log: InteractionLog, rows: Uint32Array): Uint32Array {
  const starts = new Uint32Array(log.people + 1);
  for (let row = 0; row < log.length; row++) {
    const next = (log.person[row] as number) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let person = 0; person < log.people; person++) {
    starts[person + 1] = (starts[person + 1] as number) + (starts[person] as number);
  }
  const free = starts.slice();
  for (let row = 0; row < log.length; row++) {
    const person = log.person[row] as number;
    rows[free[person] as number] = row;
    free[person] = (free[person] as number) + 1;
  }
  return starts;
}
