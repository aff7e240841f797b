import type { Dataset } from '../dataset/read-dataset.js';
import { seededRandom } from '../evaluate/seeded-random.js';
import { type Slice, sliceBy } from './slice.js';

export type SliceKind = 'given' | 'temporal' | 'random';

/** Pairs to choose by, instead of a slice of the data. */
export type HoldOut = ReadonlyMap<string, ReadonlySet<string>>;

const SHARE = 0.1;
/** With fewer people to test, chance would choose. */
const FEWEST = 50;

/**
 * What models are compared on: what was given, else the last tenth of all times, else, where there are no times or hardly anybody
 * would be tested, a random tenth of each person's items.
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
  if (slice.wanted.filter(({ length }) => length > 0).length >= Math.min(FEWEST, people / 4)) {
    return { kind: 'temporal', slice };
  }
  const random = seededRandom(seed);
  const drawn = new Uint8Array(items.length);
  for (let row = 0; row < people; row++) {
    const start = offsets[row] as number;
    const degree = (offsets[row + 1] as number) - start;
    if (degree < 2) continue;
    for (let count = Math.max(1, Math.round(degree * SHARE)); count > 0; count--) {
      drawn[start + Math.floor(random() * degree)] = 1;
    }
  }
  return { kind: 'random', slice: sliceBy(dataset, (_, entry) => drawn[entry] === 1, now) };
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
