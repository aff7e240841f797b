import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { FactorsOptions } from './factors-options.js';
import { FactorsRecommender } from './factors-recommender.js';

/**
 * Personal lists by {@link FactorsRecommender}, filled up by what is popular where a person's own history yields too little.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function factors({ popular, ...options }: FactorsOptions & { readonly popular?: PopularOptions } = {}): Plugin {
  return {
    name: 'factors',
    specVersion: 1,
    recommenders: [new FactorsRecommender(options), new PopularRecommender(popular)],
  };
}
