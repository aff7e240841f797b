import type { Plugin } from '@sintonia/spec';
import type { ContextsOptions, Moments } from './context-options.js';
import { ContextsRecommender } from './contexts-recommender.js';

/**
 * Lists for a mood or a moment, see {@link ContextsRecommender}. Without a moment it has nothing to say: put it before others.
 *
 * ```ts
 * const relaxing = contexts({
 *   'to relax': { targets: { energy: 'less', acousticness: 'more' }, when: { attribute: 'hour', atLeast: 21 } },
 * });
 * ```
 * @throws SINTONIA_OPTION_INVALID that names the field.
 */
export function contexts(moments: Moments, options: ContextsOptions = {}): Plugin {
  return { name: 'contexts', specVersion: 1, recommenders: [new ContextsRecommender(moments, options)] };
}
