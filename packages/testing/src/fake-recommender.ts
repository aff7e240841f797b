import type { Recommender } from '@sintonia/spec';

export interface FakeRecommenderOptions {
  /** Default: `fake`. */
  readonly name?: string;
  /** What it proposes to everybody, best first. Default: `item-1` to `item-9`. */
  readonly itemIds?: readonly string[];
  /** Default: true, for it does not look at who asks. */
  readonly impersonal?: boolean;
}

/** Proposes the same items to everybody and needs no training. */
export function fakeRecommender(options: FakeRecommenderOptions = {}): Recommender {
  const { name = 'fake', impersonal = true } = options;
  const itemIds = options.itemIds ?? Array.from({ length: 9 }, (_, index) => `item-${index + 1}`);
  return {
    name,
    specVersion: 1,
    impersonal,
    recommend({ limit, allows }) {
      const ranked = itemIds.map((itemId, index) => ({ itemId, score: itemIds.length - index }));
      return ranked
        .filter(({ itemId }) => allows(itemId))
        .slice(0, limit)
        .map(({ itemId, score }) => ({
          itemId,
          score,
          reasons: [{ kind: 'popular', people: score, contribution: score }],
        }));
    },
  };
}
