import { DAY, type Item, type SignalInput } from '@sintonia/spec';
import type { Sizes } from '../suite.js';

const GROUPS = 8;
/** Density of people and of items ∝ rank^−0.6: few do much, few items are much in demand. */
const EXPONENT = 0.6;
const LOYALTY = 0.7;
export const END = Date.UTC(2026, 0, 1);

/** Orders of a made-up shop, in the order of time over one year, the same for the same sizes. */
export function* orders({
  people,
  items,
  signals,
}: Pick<Sizes, 'people' | 'items' | 'signals'>): Generator<SignalInput> {
  const random = seeded(1);
  const rank = (size: number) => Math.floor(size * random() ** (1 / (1 - EXPONENT)));
  for (let index = 0; index < signals; index++) {
    const person = rank(people);
    const any = rank(items);
    const alike = any - (any % GROUPS) + (person % GROUPS);
    const item = random() < LOYALTY && alike < items ? alike : any;
    yield {
      id: `order-${index}`,
      type: 'Order Completed',
      userId: userId(person),
      itemId: `item-${item}`,
      value: 5 + (item % 50),
      timestamp: END - Math.floor(365 * DAY * (1 - index / signals)),
    };
  }
}

export function catalog(items: number): Item[] {
  return Array.from({ length: items }, (_, item) => ({
    itemId: `item-${item}`,
    title: `Item ${item}`,
    attributes: { group: item % GROUPS, price: 5 + (item % 50) },
  }));
}

export const userId = (person: number) => `person-${person}`;

/** Gathers what comes one by one. */
export function* batchesOf<Each>(all: Iterable<Each>, size: number): Generator<Each[]> {
  let batch: Each[] = [];
  for (const each of all) {
    batch.push(each);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
