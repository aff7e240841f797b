import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Interaction } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { evaluate } from './evaluate/evaluate.js';
import { splitGiven } from './evaluate/split.js';
import { ItemListsRecommender, PopularRecommender } from './index.js';

const folder = fileURLToPath(new URL('../../../../shared/data/gowalla/', import.meta.url));

const checkIns = (file: string): Interaction[] =>
  readFileSync(`${folder}${file}`, 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [person = '', ...items] = line.trim().split(' ');
      return items.map((itemId) => ({ person, itemId, type: 'Order Completed', weight: 1, timestamp: 0 }));
    });

// `npm run bench -- quality` asks all 29,858 people; these are enough to see a fault.
it('on a fifth of the people of Gowalla, item lists as they come are as good as published graph models', {
  timeout: 120_000,
}, async (context) => {
  if (!existsSync(folder)) context.skip('The data set gowalla is not on this machine.');
  const { lists, popular } = await evaluate({
    split: splitGiven(checkIns('train.txt'), checkIns('test.txt')),
    people: 6_000,
    recommenders: { lists: new ItemListsRecommender(), popular: new PopularRecommender() },
  });
  expect(lists?.recall.mean).toBeGreaterThan(0.182);
  expect(lists?.ndcg.mean).toBeGreaterThan(0.15);
  expect(popular?.recall.mean).toBeCloseTo(0.042, 2);
});
