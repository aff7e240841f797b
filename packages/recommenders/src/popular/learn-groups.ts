import type { TasteMatrix } from '../dataset/taste-matrix.js';
import type { Pace } from '../pace.js';
import type { GroupPopularity } from './grouped-popularity-model.js';
import type { GroupedLog } from './read-grouped-log.js';

/** Fewer people are no group: what is popular among them would tell what one of them took. */
export const FEWEST_PEOPLE = 10;

interface Ageing {
  readonly now: number;
  readonly halfLife: number;
  /** Of each item of the log, its place in the popularity of all. */
  readonly placeOf: Int32Array;
}

/** By group of one grouping what its people took, each person and item once. Groups of fewer than ten people are left out. */
export async function learnGroups(
  { log, groups, values }: GroupedLog,
  grouping: number,
  matrix: TasteMatrix,
  ageing: Ageing,
  pace: Pace,
): Promise<ReadonlyMap<string, GroupPopularity>> {
  const numbers = groups[grouping] as Uint32Array;
  const names = values[grouping] as readonly string[];
  const { starts, rows } = rowsByGroup(numbers, names.length);
  const rowOfPerson = new Int32Array(log.people).fill(-1);
  matrix.rowPeople.forEach((person, row) => {
    rowOfPerson[person] = row;
  });
  const latest = new Float64Array(matrix.items.length).fill(-Infinity);
  const seenIn = new Int32Array(matrix.people).fill(-1);
  const learnt = new Map<string, GroupPopularity>();
  for (const [group, name] of names.entries()) {
    const entries: number[] = [];
    let people = 0;
    for (let at = starts[group] as number; at < (starts[group + 1] as number); at++) {
      if (at % 10_000 === 0 && pace.due()) await pace.rest();
      const place = rows[at] as number;
      const row = rowOfPerson[log.person[place] as number] as number;
      if (row < 0 || !((log.weight[place] as number) > 0)) continue;
      const entry = entryOf(matrix, row, log.item[place] as number);
      if (entry < 0) continue;
      if (seenIn[row] !== group) people++;
      seenIn[row] = group;
      if (latest[entry] === -Infinity) entries.push(entry);
      latest[entry] = Math.max(latest[entry] as number, log.time[place] as number);
    }
    if (people >= FEWEST_PEOPLE) learnt.set(name, groupOf(entries, people, latest, matrix, ageing));
    for (const entry of entries) latest[entry] = -Infinity;
  }
  return new Map([...learnt].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function groupOf(
  entries: readonly number[],
  people: number,
  latest: Float64Array,
  { items }: TasteMatrix,
  { now, halfLife, placeOf }: Ageing,
): GroupPopularity {
  const found = new Map<number, { score: number; count: number }>();
  for (const entry of entries) {
    const place = placeOf[items[entry] as number] as number;
    const score = 2 ** (-Math.max(0, now - (latest[entry] as number)) / halfLife);
    // What has faded to nothing is nowhere in the popularity of all.
    if (place < 0 || score === 0) continue;
    const known = found.get(place);
    if (known) {
      known.score += score;
      known.count++;
    } else found.set(place, { score, count: 1 });
  }
  const sorted = [...found].sort(([a], [b]) => a - b);
  return {
    people,
    total: sorted.reduce((sum, [, { score }]) => sum + score, 0),
    places: Uint32Array.from(sorted, ([place]) => place),
    scores: Float64Array.from(sorted, ([, { score }]) => score),
    counts: Int32Array.from(sorted, ([, { count }]) => count),
  };
}

/** A counting sort. Number 0 is in no group; group g has the number g + 1. */
function rowsByGroup(
  numbers: Uint32Array,
  groups: number,
): { readonly starts: Uint32Array; readonly rows: Uint32Array } {
  const starts = new Uint32Array(groups + 2);
  for (const number of numbers) starts[number + 1] = (starts[number + 1] as number) + 1;
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
  const free = starts.slice();
  const rows = new Uint32Array(numbers.length);
  numbers.forEach((number, row) => {
    rows[free[number] as number] = row;
    free[number] = (free[number] as number) + 1;
  });
  return { starts: starts.subarray(1), rows };
}

/** Where a person's row has an item; −1 where they have not taken it. */
function entryOf({ offsets, items }: TasteMatrix, row: number, item: number): number {
  let [low, high] = [offsets[row] as number, (offsets[row + 1] as number) - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = items[middle] as number;
    if (found === item) return middle;
    if (found < item) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
