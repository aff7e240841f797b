import type { Plugin } from '@sintonia/spec';
import { CatalogRecommender } from '../catalog/catalog-recommender.js';
import type { BlendOptions } from './blend-options.js';
import { BlendRecommender } from './blend-recommender.js';
import { type CreateSources, impersonalSources } from './blend-sources.js';

/**
 * One list from several recommenders, filled up by the impersonal ones among them and at last by whatever else the catalogue
 * holds, so that no list is short while there is anything to show.
 *
 * ```ts
 * const plugins = [blend(() => [itemLists(), attributes({ … }), content()], { weights: 'learned' })];
 * ```
 * @param sources makes a set of plugins; called again for every fit, so that models are swapped all at once.
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function blend(sources: CreateSources, options: BlendOptions = {}): Plugin {
  const recommenders = [new BlendRecommender(sources, options), ...impersonalSources(sources())];
  return { name: 'blend', specVersion: 1, recommenders: [...recommenders, new CatalogRecommender()] };
}
