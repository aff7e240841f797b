import {
  assertIdentifier,
  type Pick,
  readInteger,
  readObject,
  type SimilarRequest,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Models } from '../models/models.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import { asPick } from './as-pick.js';
import type { CatalogFollower } from './catalog-follower.js';
import { compileItemFilter } from './compile-item-filter.js';
import { isOffered } from './eligibility.js';
import { keptPromises } from './kept-promises.js';
import { MOST_PICKS } from './list-request.js';
import type { PersonEligibility } from './person-eligibility.js';
import { readTowards } from './read-towards.js';

/** Items like one, whoever asks. */
@injectable()
export class SimilarItems {
  constructor(
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.CatalogFollower) private readonly catalog: CatalogFollower,
    @inject(TOKENS.PersonEligibility) private readonly eligibility: PersonEligibility,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  async to(request: SimilarRequest): Promise<readonly Pick[]> {
    readObject(request, 'request');
    assertIdentifier(request.itemId, 'itemId');
    const limit = readInteger(request.limit ?? 10, 'limit', { min: 1, max: MOST_PICKS });
    const meets = compileItemFilter(request.where);
    const towards = readTowards(request.towards);
    await this.models.prepare();
    const catalog = await this.catalog.all();
    const listed = new Set([request.itemId]);
    const isEligible = this.eligibility.ofAnybody;
    const allows = (itemId: string) => {
      const item = catalog.get(itemId);
      return !listed.has(itemId) && isOffered(itemId, catalog) && isEligible(item) && meets(item);
    };
    const picks: Pick[] = [];
    for (const { part } of this.parts.recommenders) {
      const missing = limit - picks.length;
      if (missing <= 0) break;
      try {
        const candidates = part.similar?.(request.itemId, missing, allows, towards) ?? [];
        for (const candidate of keptPromises(candidates, missing, allows)) {
          listed.add(candidate.itemId);
          picks.push(asPick({ ...candidate, source: part.name }, catalog));
        }
      } catch (error) {
        this.events.emit('error', { where: `recommender ${part.name}`, error });
      }
    }
    if (picks.length === 0 && !catalog.has(request.itemId)) {
      throw new SintoniaError('ITEM_UNKNOWN', 'Neither the catalogue nor a model knows this item.', {
        field: 'itemId',
      });
    }
    return picks;
  }
}
