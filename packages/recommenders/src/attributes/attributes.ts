import type { Plugin } from '@sintonia/spec';
import type { MetricName } from '../metric/metric.js';
import { MetricRecommender } from '../metric/metric-recommender.js';
import { type PopularOptions, PopularRecommender } from '../popular/popular-recommender.js';
import type { AttributesOptions } from './attribute-options.js';
import { AttributesRecommender } from './attributes-recommender.js';

export interface AttributesPluginOptions extends AttributesOptions {
  /**
   * How items are compared: `gower`, attribute by attribute and for any number of items, or for up to 20,000 items a distance of
   * ml-distance by its name, such as `euclidean`. Default: `gower`.
   */
  readonly metric?: 'gower' | MetricName;
  /** Of the popularity that fills up. */
  readonly popular?: PopularOptions;
}

/**
 * Items like those that a person took, by what they are, see {@link AttributesRecommender} and {@link MetricRecommender}, filled up by
 * what is popular.
 *
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function attributes({ popular, metric = 'gower', ...options }: AttributesPluginOptions = {}): Plugin {
  const near = metric === 'gower' ? new AttributesRecommender(options) : new MetricRecommender({ ...options, metric });
  return { name: 'attributes', specVersion: 1, recommenders: [near, new PopularRecommender(popular)] };
}
