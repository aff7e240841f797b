import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { EaseOptions } from './ease-options.js';
import { EaseRecommender } from './ease-recommender.js';

/**
 * Personal lists by {@link EaseRecommender}, filled up by what is popular where a person's own history yields too little. For
 * catalogues of up to some thousand items.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function ease({ popular, ...options }: EaseOptions & { readonly popular?: PopularOptions } = {}): Plugin {
  return {
    name: 'ease',
    specVersion: 1,
    recommenders: [new EaseRecommender(options), new PopularRecommender(popular)],
  };
}
