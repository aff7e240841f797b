import { type Item, SintoniaError } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, english, fittedTo, itemsOf, NOW } from './content.fixture.js';
import type { ContentOptions } from './content-options.js';
import { ContentRecommender } from './content-recommender.js';

describe('new, changed and removed items', () => {
  const word = fc.constantFrom('red', 'blue', 'shoe', 'shoes', 'lamp', 'zapatos', 'de', 'the', 'piel', 'wood');
  const item = fc.record({ itemId: fc.constantFrom(...'abcdefg'), title: fc.array(word, { maxLength: 6 }) });
  const change = fc.oneof({ weight: 4, arbitrary: item }, { weight: 1, arbitrary: fc.constantFrom(...'abcdefg') });

  it.each(['bm25', 'tfidf'] as const)('leave an index (%s) as one made anew of what is there', async (weighting) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { minLength: 1, maxLength: 6 }),
        fc.array(change, { maxLength: 8 }),
        async (first, changes) => {
          // Without b the average length, which stays as it was, does not count; neither does the usual language.
          const options: ContentOptions = { weighting, b: 0, languageAttribute: 'speaks' };
          const asItem = ({ itemId, title }: (typeof first)[number]): Item => ({
            ...{ itemId, title: title.join(' ') },
            attributes: { speaks: 'en' },
          });
          // With nothing to read at first there is no model that could take in more.
          const items = [asItem({ itemId: 'z', title: ['wood'] }), ...first.map(asItem)];
          const { recommender } = await fittedTo(items, options);
          const left = new Map(items.map((each) => [each.itemId, each]));
          for (const each of changes) {
            if (typeof each === 'string') left.delete(each);
            else left.set(each.itemId, asItem(each));
            const [put, removed] = typeof each === 'string' ? [[], [each]] : [[asItem(each)], []];
            await recommender.itemsChanged({ put, removed });
          }
          const anew = await fittedTo([...left.values()], options);
          for (const itemId of left.keys()) {
            const rounded = (one: ContentRecommender) =>
              new Map(one.similar(itemId, 20, all).map((found) => [found.itemId, found.score.toFixed(5)]));
            expect(rounded(recommender)).toEqual(rounded(anew.recommender));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('count at once, and outlast a fit and a restore of older items', async () => {
    const { recommender, similar } = await fittedTo(english);
    const before = recommender.snapshot() as Uint8Array;
    await recommender.itemsChanged({
      put: itemsOf({ boots: 'Running boots', trail: 'Mountain map' }),
      removed: ['sandal'],
    });
    const holdsNews = (list: readonly string[]) => list[0] === 'boots' && !list.includes('trail');
    expect(similar('runner')).toSatisfy(holdsNews);
    recommender.restore(before);
    await recommender.settled();
    expect(similar('runner')).toSatisfy(holdsNews);
    expect(similar('sandal')).toEqual([]);
    await recommender.fit(fitContext({ items: english, now: NOW }));
    expect(similar('runner')).toSatisfy(holdsNews);
  });

  it('are refused in the snapshot of another weighting', async () => {
    const { recommender } = await fittedTo(english);
    expect(() => new ContentRecommender({ k1: 2 }).restore(recommender.snapshot() as Uint8Array)).toThrow(
      SintoniaError,
    );
  });
});
