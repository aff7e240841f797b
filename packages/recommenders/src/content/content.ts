import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { ContentOptions } from './content-options.js';
import { ContentRecommender } from './content-recommender.js';

/**
 * Items of which is written what is written of those that a person took, see {@link ContentRecommender}, filled up by what is
 * popular.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function content({ popular, ...options }: ContentOptions & { readonly popular?: PopularOptions } = {}): Plugin {
  return {
    name: 'content',
    specVersion: 1,
    recommenders: [new ContentRecommender(options), new PopularRecommender(popular)],
  };
}
