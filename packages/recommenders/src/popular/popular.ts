import type { Plugin } from '@sintonia/spec';
import { type GroupedPopularOptions, GroupedPopularRecommender } from './grouped-popular-recommender.js';
import { type PopularOptions, PopularRecommender } from './popular-recommender.js';

/**
 * Only what is popular, the same for everybody. `itemLists()` brings it along already. With `by`, what is popular in the same
 * situation by {@link GroupedPopularRecommender}, to be put before others.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function popular(options: PopularOptions | GroupedPopularOptions = {}): Plugin {
  const recommender = 'by' in options ? new GroupedPopularRecommender(options) : new PopularRecommender(options);
  return { name: recommender.name, specVersion: 1, recommenders: [recommender] };
}
