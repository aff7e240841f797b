import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Interaction, Profile, Recommender } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { expect, it } from 'vitest';
import { splitRandom } from '../evaluate/split.js';
import { GroupedPopularRecommender } from './grouped-popular-recommender.js';
import type { Grouping } from './grouping.js';
import { PopularRecommender } from './popular-recommender.js';

const folder = fileURLToPath(new URL('../../../../../shared/data/ml-100k/', import.meta.url));
const linesOf = (file: string) => readFileSync(`${folder}${file}`, 'utf8').trim().split('\n');

function ratings(): Interaction[] {
  return linesOf('u.data').map((line) => {
    const [person = '', itemId = '', , seconds] = line.split('\t');
    return { person, itemId, type: 'Content Completed', weight: 1, timestamp: 1_000 * Number(seconds) };
  });
}

function viewers(): Profile[] {
  return linesOf('u.user').map((line) => {
    const [person = '', age, gender = '', occupation = ''] = line.split('|');
    const traits = { generation: Math.floor(Number(age) / 15), gender, occupation } as Profile['traits'];
    return { person, anonymousIds: [], traits, counts: {}, revenue: 0, computed: {} };
  });
}

it('what is popular among people like one is nearer to what one watches than what is popular with all', {
  timeout: 60_000,
}, async (context) => {
  if (!existsSync(folder)) context.skip('The data set ml-100k is not on this machine.');
  const { train, test } = splitRandom(ratings(), 0.25, 1);
  const profiles = viewers();
  const has = new Map(profiles.map(({ person }) => [person, new Set<string>()]));
  for (const { person, itemId } of train) has.get(person)?.add(itemId);
  const recallOf = async (recommender: Recommender) => {
    await recommender.fit?.(fitContext({ interactions: train, profiles, now: Date.UTC(2000, 0) }));
    let sum = 0;
    for (const profile of profiles) {
      const wanted = test.get(profile.person) ?? new Set();
      const own = has.get(profile.person) ?? new Set();
      const list = await recommender.recommend({
        ...{ person: profile.person, history: [], limit: 20, now: 0, profile },
        allows: (itemId) => !own.has(itemId),
      });
      sum += list.filter(({ itemId }) => wanted.has(itemId)).length / Math.max(1, Math.min(20, wanted.size));
    }
    return sum / profiles.length;
  };
  const all = await recallOf(new PopularRecommender({ halfLifeDays: Infinity }));
  const among = (...by: Grouping[]) => recallOf(new GroupedPopularRecommender({ by, halfLifeDays: Infinity }));
  // Of 21 occupations some have a dozen people: drawn towards everybody, they do no harm.
  expect(await among({ trait: 'occupation' })).toBeGreaterThan(all);
  expect(await among({ trait: 'generation' })).toBeGreaterThan(1.01 * all);
  expect(await among({ trait: 'generation' }, { trait: 'gender' }, { trait: 'occupation' })).toBeGreaterThan(
    1.03 * all,
  );
});
