import type { Plugin } from '@sintonia/spec';
import { type GroupedPopularOptions, GroupedPopularRecommender } from './grouped-popular-recommender.js';
import { type PopularOptions, PopularRecommender } from './popular-recommender.js';

/**
 * What is popular, the same for everybody. `itemLists()` brings it along already. With `by`, what is popular in the same
 * situation by {@link GroupedPopularRecommender}, filled up by what is popular with all.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function popular(
  options: PopularOptions | (Omit<GroupedPopularOptions, 'by'> & { readonly by?: GroupedPopularOptions['by'] }) = {},
): Plugin {
  if (!('by' in options) || options.by === undefined) {
    return { name: 'popular', specVersion: 1, recommenders: [new PopularRecommender(options)] };
  }
  const { by, priorTakings, ...plain } = options;
  const grouped = { ...plain, by, ...(priorTakings !== undefined && { priorTakings }) };
  const recommenders = [new GroupedPopularRecommender(grouped), new PopularRecommender(plain)];
  return { name: 'popular', specVersion: 1, recommenders };
}
