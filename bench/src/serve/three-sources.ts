import { ItemListsRecommender, PopularRecommender } from '@sintonia/recommenders';
import type { Plugin, Recommender } from '@sintonia/spec';

/** A list of ten takes something from each of three. */
const MOST = 4;

/** Three recommenders that each fill a part of a list, so that all three are asked for every one. */
export const threeSources: Plugin = {
  name: 'three-sources',
  specVersion: 1,
  recommenders: [
    part('item-lists', new ItemListsRecommender()),
    part('cosine-lists', new ItemListsRecommender({ preset: 'cosine' })),
    { ...part('popular', new PopularRecommender()), impersonal: true },
  ],
};

function part(name: string, recommender: ItemListsRecommender | PopularRecommender): Recommender {
  return {
    name,
    specVersion: 1,
    fit: (context) => recommender.fit(context),
    recommend: (request) => recommender.recommend({ ...request, limit: Math.min(MOST, request.limit) }),
  };
}
