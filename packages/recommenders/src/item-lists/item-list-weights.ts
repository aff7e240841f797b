import { DAY } from '@sintonia/spec';
import { personDegrees } from '../dataset/degrees.js';
import type { TasteMatrix } from '../dataset/taste-matrix.js';
import type { Pace } from '../pace.js';
import type { ItemListsSettings } from './item-lists-options.js';

/** The factors of s_ij = seed_i · listed_j · Σ over people u of person_u · recency_uj. */
export interface ItemListWeights {
  readonly person: Float32Array;
  readonly seed: Float32Array;
  readonly listed: Float32Array;
  /** Beside the entries of the matrix; undefined where every one is 1. */
  readonly recency: Float32Array | undefined;
}

/** However little what is long ago may count: so that no sum vanishes. */
const LEAST = 1e-6;
const K1 = 100;
const B = 0.8;

/**
 * @param ofItems how many people took each item, now or when it was learnt
 * @throws SINTONIA_ABORTED
 */
export async function itemListWeights(
  matrix: TasteMatrix,
  ofItems: Uint32Array,
  settings: ItemListsSettings,
  now: number,
  pace: Pace,
): Promise<ItemListWeights> {
  const ofPeople = personDegrees(matrix);
  const recency = await recencies(matrix.times, settings, now, pace);
  if (settings.bm25) return { ...bm25(ofPeople, ofItems), recency };
  // Nobody took an item of degree 0: its list is empty whatever its weight.
  const power = (degrees: Uint32Array, exponent: number) =>
    Float32Array.from(degrees, (degree) => Math.max(1, degree) ** -exponent);
  return {
    person: power(ofPeople, settings.personExponent),
    seed: power(ofItems, settings.seedExponent),
    listed: power(ofItems, settings.neighbourExponent),
    recency,
  };
}

/** Items are the documents, people the words: who takes everything says little about each. */
function bm25(ofPeople: Uint32Array, ofItems: Uint32Array): Omit<ItemListWeights, 'recency'> {
  const mean = ofItems.reduce((sum, degree) => sum + degree, 0) / ofItems.length;
  const item = Float32Array.from(ofItems, (degree) => (K1 + 1) / (K1 * (1 - B + (B * degree) / mean) + 1));
  const person = Float32Array.from(ofPeople, (degree) => Math.max(0, Math.log(ofItems.length / (1 + degree))) ** 2);
  return { person, seed: item, listed: item.slice() };
}

/** ½^(age / half-life) of each time, and not less than `leastRecency`. */
async function recencies(
  times: Float64Array,
  { halfLifeDays, leastRecency }: Pick<ItemListsSettings, 'halfLifeDays' | 'leastRecency'>,
  now: number,
  pace: Pace,
): Promise<Float32Array | undefined> {
  if (halfLifeDays === Infinity) return undefined;
  const [halfLife, least] = [halfLifeDays * DAY, Math.max(LEAST, leastRecency)];
  const recency = new Float32Array(times.length);
  for (let entry = 0; entry < times.length; entry++) {
    if (entry % 10_000 === 0 && pace.due()) await pace.rest();
    recency[entry] = Math.max(least, 2 ** (-Math.max(0, now - (times[entry] as number)) / halfLife));
  }
  return recency;
}
