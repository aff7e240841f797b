import { seededRandom } from '@sintonia/learners';
import type { Dataset } from '../dataset/read-dataset.js';
import { type Slice, sliceBy } from './slice.js';

export type SliceKind = 'given' | 'temporal' | 'last' | 'random';

/** Pairs to choose by, instead of a slice of the data. */
export type HoldOut = ReadonlyMap<string, ReadonlySet<string>>;

const SHARE = 0.2;
/** With a smaller share of people to test, those few would choose for all. */
const FEWEST = 0.2;

/**
 * What models are compared on: what was given; else the last fifth of all times; where that tests few people, as where each came
 * but once, the last fifth of each person's items; without times a random fifth of them.
 */
export function validationSlice(
  dataset: Dataset,
  { now, seed, given }: { readonly now: number; readonly seed: number; readonly given: HoldOut | undefined },
): { readonly kind: SliceKind; readonly slice: Slice } {
  const { items, itemIds, offsets, people, personIds, rowPeople, times } = dataset;
  if (given) {
    const idOf = (row: number) => personIds[rowPeople[row] as number] as string;
    const held = (row: number, entry: number) =>
      given.get(idOf(row))?.has(itemIds[items[entry] as number] as string) === true;
    return { kind: 'given', slice: withNewcomers(sliceBy(dataset, held, now), dataset, given) };
  }
  const cut = times.toSorted()[Math.floor(times.length * (1 - SHARE))] as number;
  const slice = sliceBy(dataset, (_, entry) => (times[entry] as number) >= cut, cut);
  const tested = slice.wanted.filter(({ length }) => length > 0).length;
  if (tested > 0 && tested >= people * FEWEST) return { kind: 'temporal', slice };
  const timed = times.some((time) => time !== times[0]);
  const random = seededRandom(seed);
  const drawn = new Uint8Array(items.length);
  for (let row = 0; row < people; row++) {
    const start = offsets[row] as number;
    const degree = (offsets[row + 1] as number) - start;
    if (degree < 2) continue;
    const count = Math.max(1, Math.round(degree * SHARE));
    if (timed) {
      const order = Array.from({ length: degree }, (_, place) => start + place);
      order.sort((a, b) => (times[b] as number) - (times[a] as number) || a - b);
      for (const entry of order.slice(0, count)) drawn[entry] = 1;
    } else {
      for (let draw = 0; draw < count; draw++) drawn[start + Math.floor(random() * degree)] = 1;
    }
  }
  return { kind: timed ? 'last' : 'random', slice: sliceBy(dataset, (_, entry) => drawn[entry] === 1, now) };
}

/** Given pairs that the data does not hold anyway: people are asked for them all the same. */
function withNewcomers({ train, wanted, now }: Slice, { itemIds, personIds }: Dataset, given: HoldOut): Slice {
  const numbers = new Map(itemIds.map((id, number) => [id, number]));
  const all = wanted.map((targets, row) => {
    const ids = given.get(personIds[train.rowPeople[row] as number] as string) ?? [];
    const has = new Set(train.items.subarray(train.offsets[row], train.offsets[row + 1]));
    const more = [...ids].map((id) => numbers.get(id)).filter((item) => item !== undefined && !has.has(item));
    return [...new Set([...targets, ...(more as number[])])];
  });
  return { train, wanted: all, now };
}
