import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { AttributesOptions } from './attribute-options.js';
import { AttributesRecommender } from './attributes-recommender.js';

/**
 * Items like those that a person took, by what they are, see {@link AttributesRecommender}, filled up by what is popular.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function attributes({
  popular,
  ...options
}: AttributesOptions & { readonly popular?: PopularOptions } = {}): Plugin {
  return {
    name: 'attributes',
    specVersion: 1,
    recommenders: [new AttributesRecommender(options), new PopularRecommender(popular)],
  };
}
