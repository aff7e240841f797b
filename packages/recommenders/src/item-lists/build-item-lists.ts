import { DAY } from '@sintonia/spec';
import type { ItemListsModel } from './item-lists-model.js';
import type { ItemListsSettings } from './item-lists-options.js';
import type { Pace } from './pace.js';
import type { TasteMatrix } from './taste-matrix.js';
import { TopList } from './top-list.js';

// The least that somebody's taking an item long ago counts, so that no sum vanishes.
const OLDEST = 1e-6;

/**
 * s_ij = (Σ over the people u who took both, deg(u)^−r · ½^(age_uj / half-life)) · deg(i)^−p · deg(j)^−q, of which each item i
 * keeps the best K; deg is the number of items of a person, of people of an item; age_uj is how long ago u took j, so that what
 * goes out of season gives way. Exact; costs Σ over people of deg(u)² additions.
 *
 * Without half-life, r = 0, p = q = ½ is the cosine of Deshpande & Karypis (2004); r = p = 1, q = β the RP3beta of Paudel et al.
 * (2017); r = 1, p = q = ½ the linear filter of GF-CF (Shen et al. 2021).
 *
 * @throws SINTONIA_ABORTED
 */
export async function buildItemLists(
  matrix: TasteMatrix,
  settings: ItemListsSettings,
  now: number,
  pace: Pace,
  progress: (fraction: number) => void,
): Promise<ItemListsModel> {
  const { itemIds, offsets: rowStarts, items } = matrix;
  const itemCount = itemIds.length;
  const { starts, people } = peopleByItem(matrix);
  const personWeight = new Float64Array(matrix.people);
  for (let person = 0; person < matrix.people; person++) {
    personWeight[person] = degree(rowStarts, person) ** -settings.personExponent;
  }
  const itemWeight = new Float64Array(itemCount);
  for (let item = 0; item < itemCount; item++) {
    itemWeight[item] = degree(starts, item) ** -settings.neighbourExponent;
  }

  const recency = await recencies(matrix.times, settings.halfLifeDays * DAY, now, pace);
  const bound = longestLists(matrix, starts, people, settings.listLength);
  const neighbours = new Int32Array(bound);
  const scores = new Float32Array(bound);
  const offsets = new Int32Array(itemCount + 1);
  const shared = new Float64Array(itemCount);
  const met = new Int32Array(itemCount);
  const best = new TopList(Math.min(settings.listLength, itemCount));
  let length = 0;

  for (let item = 0; item < itemCount; item++) {
    if (pace.due()) {
      progress(item / itemCount);
      await pace.rest();
    }
    let metCount = 0;
    for (let at = starts[item] as number; at < (starts[item + 1] as number); at++) {
      const person = people[at] as number;
      const weight = personWeight[person] as number;
      const end = rowStarts[person + 1] as number;
      for (let entry = rowStarts[person] as number; entry < end; entry++) {
        const other = items[entry] as number;
        const before = shared[other] as number;
        if (before === 0) met[metCount++] = other;
        shared[other] = before + weight * (recency[entry] as number);
      }
    }
    const seedWeight = degree(starts, item) ** -settings.seedExponent;
    best.clear();
    for (let at = 0; at < metCount; at++) {
      const other = met[at] as number;
      // Rounded as it will be stored, so that the order within a list is that of the stored scores.
      const score = Math.fround((shared[other] as number) * seedWeight * (itemWeight[other] as number));
      shared[other] = 0;
      if (other !== item && score > 0 && best.takes(other, score)) best.add(other, score);
    }
    best.sort();
    neighbours.set(best.indices.subarray(0, best.size), length);
    scores.set(best.scores.subarray(0, best.size), length);
    length += best.size;
    offsets[item + 1] = length;
  }
  return { itemIds, offsets, neighbours: neighbours.slice(0, length), scores: scores.slice(0, length) };
}

const degree = (starts: Int32Array, row: number) => (starts[row + 1] as number) - (starts[row] as number);

/** ½^(age / half-life) of each time. */
async function recencies(times: Float64Array, halfLife: number, now: number, pace: Pace): Promise<Float32Array> {
  const recency = new Float32Array(times.length);
  for (let entry = 0; entry < times.length; entry++) {
    if (entry % 10_000 === 0 && pace.due()) await pace.rest();
    recency[entry] = Math.max(OLDEST, 2 ** (-Math.max(0, now - (times[entry] as number)) / halfLife));
  }
  return recency;
}

/** The matrix by columns: who took an item, ascending. */
function peopleByItem({ itemIds, people: rows, offsets, items }: TasteMatrix) {
  const starts = new Int32Array(itemIds.length + 1);
  for (const item of items) starts[item + 1] = (starts[item + 1] as number) + 1;
  for (let item = 0; item < itemIds.length; item++) {
    starts[item + 1] = (starts[item + 1] as number) + (starts[item] as number);
  }
  const free = starts.slice();
  const people = new Int32Array(items.length);
  for (let person = 0; person < rows; person++) {
    for (let entry = offsets[person] as number; entry < (offsets[person + 1] as number); entry++) {
      const item = items[entry] as number;
      people[free[item] as number] = person;
      free[item] = (free[item] as number) + 1;
    }
  }
  return { starts, people };
}

/** An upper bound of the entries of all lists, to allocate once. */
function longestLists(matrix: TasteMatrix, starts: Int32Array, people: Int32Array, listLength: number): number {
  const longest = Math.min(listLength, matrix.itemIds.length - 1);
  let bound = 0;
  for (let item = 0; item < matrix.itemIds.length; item++) {
    let entries = 0;
    for (let at = starts[item] as number; at < (starts[item + 1] as number) && entries < longest; at++) {
      entries += degree(matrix.offsets, people[at] as number) - 1;
    }
    bound += Math.min(entries, longest);
  }
  return bound;
}
