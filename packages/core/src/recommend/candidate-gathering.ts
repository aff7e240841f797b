import type { Recommender, RecommenderRequest, SourcedCandidate } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import { keptPromises } from './kept-promises.js';

/** Asks recommenders in their order, each filling up what the ones before left short. One that fails costs its own answer only. */
@injectable()
export class CandidateGathering {
  constructor(@inject(TOKENS.Events) private readonly events: Events) {}

  async from(recommenders: readonly Recommender[], request: RecommenderRequest): Promise<readonly SourcedCandidate[]> {
    const listed = new Set<string>();
    const allows = (itemId: string) => !listed.has(itemId) && request.allows(itemId);
    const gathered: SourcedCandidate[] = [];
    for (const recommender of recommenders) {
      const limit = request.limit - gathered.length;
      if (limit <= 0) break;
      try {
        const candidates = await recommender.recommend({ ...request, limit, allows });
        for (const candidate of keptPromises(candidates, limit, allows)) {
          listed.add(candidate.itemId);
          gathered.push({ ...candidate, source: recommender.name });
        }
      } catch (error) {
        this.events.emit('error', { where: `recommender ${recommender.name}`, error });
      }
    }
    return gathered;
  }
}
