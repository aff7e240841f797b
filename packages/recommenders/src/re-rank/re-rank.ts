import type { OpenSchema, Plugin, Schema } from '@sintonia/spec';
import { ListReRanker } from './list-re-ranker.js';
import type { ReRankOptions } from './re-rank-options.js';

/**
 * What becomes of a list before it is shown: boosts, quotas, diversity, the person's own mix, spread, exploration.
 *
 * ```ts
 * const plugins = [auto(), reRank({ diversity: { attributes: ['genre'] }, spread: [{ attribute: 'artist', most: 2 }] })];
 * ```
 * @throws SINTONIA_OPTION_INVALID that names the option; of quotas that contradict each other, both.
 */
export function reRank<S extends Schema = OpenSchema>(options: ReRankOptions<S>): Plugin {
  return { name: 're-rank', specVersion: 1, rerankers: [new ListReRanker(options as ReRankOptions)] };
}
