import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from './popular-recommender.js';

/**
 * Only what is popular, the same for everybody. `itemLists()` brings it along already.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function popular(options: PopularOptions = {}): Plugin {
  return { name: 'popular', specVersion: 1, recommenders: [new PopularRecommender(options)] };
}
