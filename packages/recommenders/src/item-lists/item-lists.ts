import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { ItemListsOptions } from './item-lists-options.js';
import { ItemListsRecommender } from './item-lists-recommender.js';

/**
 * Personal lists by {@link ItemListsRecommender}, filled up by what is popular where a person's own history yields too little.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function itemLists({
  popular,
  ...options
}: ItemListsOptions & { readonly popular?: PopularOptions } = {}): Plugin {
  return {
    name: 'item-lists',
    specVersion: 1,
    recommenders: [new ItemListsRecommender(options), new PopularRecommender(popular)],
  };
}
