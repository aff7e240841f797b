import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { SessionOptions } from './session-options.js';
import { SessionRecommender } from './session-recommender.js';

/**
 * The next item of a session by {@link SessionRecommender}, for anonymous visitors, too, filled up by what is popular.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function session({ popular, ...options }: SessionOptions & { readonly popular?: PopularOptions } = {}): Plugin {
  return {
    name: 'session',
    specVersion: 1,
    recommenders: [new SessionRecommender(options), new PopularRecommender(popular)],
  };
}
