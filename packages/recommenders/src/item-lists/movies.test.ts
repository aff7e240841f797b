import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Interaction } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { evaluate } from '../evaluate/evaluate.js';
import { splitRandom } from '../evaluate/split.js';
import { ItemListsRecommender } from './item-lists-recommender.js';

const file = fileURLToPath(new URL('../../../../../shared/data/ml-latest-small/ratings.csv', import.meta.url));

/** Ratings of 22 years: what is older than the half-life is nearly all there is. */
function likedFilms(): Interaction[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines
    .map((line) => line.split(','))
    .filter(([, , rating]) => Number(rating) >= 4)
    .map(([person = '', itemId = '', , seconds]) => ({
      ...{ person, itemId, type: 'Content Saved', weight: 1, timestamp: 1_000 * Number(seconds) },
    }));
}

it('holds where what was learnt lies over many years: close to what it finds without any half-life', async (context) => {
  if (!existsSync(file)) context.skip('The data set ml-latest-small is not on this machine.');
  const { usual, timeless, forgetful } = await evaluate({
    split: splitRandom(likedFilms(), 0.2, 1),
    recommenders: {
      usual: new ItemListsRecommender(),
      timeless: new ItemListsRecommender({ halfLifeDays: Infinity }),
      forgetful: new ItemListsRecommender({ leastRecency: 0 }),
    },
  });
  expect(usual?.recall.mean).toBeGreaterThan(0.22);
  expect(usual?.recall.mean).toBeGreaterThan(0.95 * (timeless?.recall.mean ?? 1));
  // What the least is for.
  expect(forgetful?.recall.mean).toBeLessThan(0.1);
});
