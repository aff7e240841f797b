import type { ReRanker, ReRankRequest, SourcedCandidate } from '@sintonia/spec';
import { applyBoosts } from './boosts.js';
import { explore } from './exploration.js';
import { selectList } from './list-selection.js';
import type { ReRankOptions } from './re-rank-options.js';
import { type ReRankSettings, readReRankOptions } from './read-re-rank-options.js';
import { relevanceOf } from './relevance.js';

/** Orders a list by boosts, then fills its places with regard to diversity, calibration, quotas and spread, then explores. */
export class ListReRanker implements ReRanker {
  readonly name = 're-rank';
  readonly specVersion = 1;
  readonly #settings: ReRankSettings;

  /** @throws SINTONIA_OPTION_INVALID that names the option; of quotas that contradict each other, both. */
  constructor(options: ReRankOptions) {
    this.#settings = readReRankOptions(options);
  }

  pool(limit: number): number {
    return Math.ceil(limit * this.#settings.depth);
  }

  rerank(candidates: readonly SourcedCandidate[], request: ReRankRequest): readonly SourcedCandidate[] {
    const { boosts } = this.#settings;
    const relevance = relevanceOf(candidates);
    const weighed = candidates.map((candidate, place) => ({ candidate, relevance: relevance[place] as number }));
    const boosted = applyBoosts(weighed, boosts, request.itemOf);
    const list = selectList(boosted, this.#settings, request);
    const pool = boosted.map(({ candidate }) => candidate);
    return explore(list, pool, this.#settings, request);
  }
}
