import type { Plugin } from '@sintonia/spec';
import type { Rise } from './rise.js';
import type { TrendsOptions } from './trends-options.js';
import { type RisingOptions, TrendsRecommender } from './trends-recommender.js';

/** A plugin that also tells what rises. */
export interface TrendsPlugin extends Plugin {
  /** See {@link TrendsRecommender.rising}. */
  rising(options?: RisingOptions): readonly Rise[];
}

/**
 * What is rising at the moment, see {@link TrendsRecommender}. Nothing fills up where nothing rises: let another plugin follow.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function trends(options: TrendsOptions = {}): TrendsPlugin {
  const recommender = new TrendsRecommender(options);
  return {
    name: 'trends',
    specVersion: 1,
    recommenders: [recommender],
    rising: (which) => recommender.rising(which),
  };
}
