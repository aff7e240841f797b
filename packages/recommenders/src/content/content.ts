import type { Plugin } from '@sintonia/spec';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { ContentOptions } from './content-options.js';
import { ContentRecommender } from './content-recommender.js';

/** A plugin that also answers questions. */
export interface ContentPlugin extends Plugin {
  /** See {@link ContentRecommender.search}. It knows nothing of stock and filters: say by `allows` what may be shown. */
  search(...question: Parameters<ContentRecommender['search']>): ReturnType<ContentRecommender['search']>;
}

/**
 * Items of which is written what is written of those that a person took, see {@link ContentRecommender}, filled up by what is
 * popular.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function content({
  popular,
  ...options
}: ContentOptions & { readonly popular?: PopularOptions } = {}): ContentPlugin {
  const recommender = new ContentRecommender(options);
  return {
    name: 'content',
    specVersion: 1,
    recommenders: [recommender, new PopularRecommender(popular)],
    search: (...question) => recommender.search(...question),
  };
}
