import { DAY, type Interaction } from '@sintonia/spec';
import { seededRandom } from './seeded-random.js';

export interface GenerateInteractionsOptions {
  /** Default: 1. */
  readonly seed?: number;
  /** Default: 200. */
  readonly people?: number;
  /** Default: 100. */
  readonly items?: number;
  /** How many interactions in all. Default: 4,000. */
  readonly count?: number;
  /** How unequal people and items are: density ∝ rank^−exponent. 0 (equal) to below 1. Default: 0.6. */
  readonly exponent?: number;
  /** Groups of taste that people and items belong to. Default: 4. */
  readonly groups?: number;
  /** How often a person takes something of the own group. 0 to 1. Default: 0.7. */
  readonly loyalty?: number;
  /** How often it counts against the item. 0 to 1. Default: 0.05. */
  readonly negative?: number;
  /** The end of the 365 days over which they spread, in milliseconds since 1970. Default: 2026-01-01T00:00:00Z. */
  readonly now?: number;
}

/**
 * Made-up interactions with what real ones have: few do much, few items are much in demand, and people have tastes.
 * One at a time, in the order of time, so that millions need no memory. The same options give the same interactions.
 */
export function* generateInteractions(options: GenerateInteractionsOptions = {}): Generator<Interaction> {
  const { seed = 1, people = 200, items = 100, count = 4_000, exponent = 0.6, groups = 4 } = options;
  const { loyalty = 0.7, negative = 0.05, now = Date.UTC(2026, 0, 1) } = options;
  const random = seededRandom(seed);
  const rank = (size: number) => Math.floor(size * random() ** (1 / (1 - exponent)));
  for (let index = 0; index < count; index++) {
    const person = rank(people);
    const any = rank(items);
    const ofTheGroup = any - (any % groups) + (person % groups);
    const item = random() < loyalty && ofTheGroup < items ? ofTheGroup : any;
    const turnedDown = random() < negative;
    yield {
      person: `person-${person}`,
      itemId: `item-${item}`,
      type: turnedDown ? 'Order Refunded' : 'Order Completed',
      weight: turnedDown ? -1 : 1,
      timestamp: Math.floor(now - 365 * DAY * (1 - index / count)),
    };
  }
}
