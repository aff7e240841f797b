import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { SpectralOptions } from './spectral-options.js';
import { SpectralRecommender } from './spectral-recommender.js';

/**
 * Personal lists by {@link SpectralRecommender}, filled up by what is popular where a person's own history yields too little. The
 * best on large, thin data.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function spectral({
  popular,
  ...options
}: SpectralOptions & { readonly popular?: PopularOptions } = {}): Plugin {
  return {
    name: 'spectral',
    specVersion: 1,
    recommenders: [new SpectralRecommender(options), new PopularRecommender(popular)],
  };
}
