import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { AutoOptions } from './auto-options.js';
import { AutoRecommender } from './auto-recommender.js';

/**
 * Personal lists by whatever family of models does best on your own data, see {@link AutoRecommender}, filled up by what is popular
 * where a person's own history yields too little. What to take when in doubt.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function auto({ popular, ...options }: AutoOptions & { readonly popular?: PopularOptions } = {}): Plugin {
  return {
    name: 'auto',
    specVersion: 1,
    recommenders: [new AutoRecommender(options), new PopularRecommender(popular)],
  };
}
