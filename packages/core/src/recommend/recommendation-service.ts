import {
  type Item,
  type PersonId,
  type Pick,
  type Recommendations,
  type RecommendRequest,
  SintoniaError,
  type SourcedCandidate,
  type Variant,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { Models } from '../models/models.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import { itemIdsOf } from '../profile/interactions-of.js';
import type { Settings } from '../settings.js';
import { asPick } from './as-pick.js';
import type { Asker, Askers } from './askers.js';
import type { CandidateGathering } from './candidate-gathering.js';
import type { CatalogFollower } from './catalog-follower.js';
import { Eligibility, isOffered } from './eligibility.js';
import { type ListRequest, readListRequest } from './list-request.js';
import type { ReRanking } from './re-ranking.js';

/** A catalogue that changes all the time must not keep a list from being made. */
const MOST_ROUNDS = 3;

/** Candidates, and what they were chosen by. */
interface Gathered {
  readonly gathered: readonly SourcedCandidate[];
  readonly catalog: ReadonlyMap<string, Item>;
  readonly eligibility: Eligibility;
}

/** A list before anybody has seen it. */
export interface PreparedList {
  readonly person: PersonId;
  readonly picks: readonly Pick[];
  readonly variant: Variant;
  readonly propensity: number;
  /** Whether the person agrees to it being counted what they are shown. */
  readonly isLoggable: boolean;
  /** When the list is short. */
  readonly keptOut: Recommendations['keptOut'];
}

/** Makes the one list that a person sees. */
@injectable()
export class RecommendationService {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.Askers) private readonly askers: Askers,
    @inject(TOKENS.CatalogFollower) private readonly catalog: CatalogFollower,
    @inject(TOKENS.Candidates) private readonly candidates: CandidateGathering,
    @inject(TOKENS.ReRanking) private readonly reRanking: ReRanking,
    @inject(TOKENS.Exposures) private readonly exposures: ExposureLog,
  ) {}

  async recommend(request: RecommendRequest): Promise<Recommendations> {
    const read = readListRequest(request);
    const { person, picks, variant, propensity, isLoggable, keptOut } = await this.#prepare(read);
    const itemIds = picks.map((pick) => pick.itemId);
    const next = keptOut === undefined ? read.after.next(itemIds) : undefined;
    const list = { person, picks, variant, ...(next !== undefined && { next }), ...(keptOut && { keptOut }) };
    if (!isLoggable || !read.isShown) return list;
    const propensities = propensitiesOf(picks);
    const shown = {
      person,
      kind: 'list',
      variant,
      propensity,
      itemIds,
      ...(propensities && { propensities }),
    } as const;
    return { ...list, exposureId: this.exposures.add(shown) };
  }

  /** The list, without showing it to anybody. @param variant decided before, instead of the holdout's word. */
  async prepare(request: RecommendRequest, variant?: Variant): Promise<PreparedList> {
    return this.#prepare(readListRequest(request), variant);
  }

  async #prepare(request: ListRequest, decided?: Variant): Promise<PreparedList> {
    const { person, limit, context } = request;
    const sources = this.#sources(request.sources);
    await this.models.prepare();
    const now = request.asOf ?? this.settings.clock.now();
    const asker = await this.askers.of(request, sources, decided);
    const { interactions, variant, propensity, isLoggable } = asker;
    const { gathered, catalog, eligibility } = await this.#gather(request, asker, now);
    const itemOf = (itemId: string) => catalog.get(itemId);
    const ordered = this.reRanking.order(gathered, {
      person,
      limit,
      history: interactions,
      itemOf,
      context,
      now,
    });
    const picks = ordered.map((candidate) => asPick(candidate, catalog));
    const keptOut = picks.length < limit ? eligibility.tally() : undefined;
    return { person, picks, variant, propensity, isLoggable, keptOut };
  }

  /** Gathers anew where the catalogue has changed meanwhile, so that nothing is shown that went in that moment. */
  async #gather(request: ListRequest, asker: Asker, now: number): Promise<Gathered> {
    const { person, limit, context, towards, exclude, after } = request;
    const { profile, memberships, isEligible } = asker;
    let catalog = await this.catalog.all();
    for (let round = 1; ; round++) {
      const eligibility = new Eligibility({
        ...request,
        exclude: { has: (itemId) => exclude.has(itemId) || after.has(itemId) },
        catalog,
        isEligible,
        signals: asker.history.signals,
        itemIdsOf,
        definitionOf: (type) => this.registry.of(type),
        now,
      });
      const gathered = await this.candidates.from(asker.recommenders, {
        ...{ person, history: asker.interactions, limit: this.reRanking.poolFor(limit), allows: eligibility.allows },
        ...{ now, context },
        ...(towards && { towards }),
        ...(profile && { profile }),
        ...(memberships && { memberships }),
      });
      const current = await this.catalog.all();
      if (current === catalog) return { gathered, catalog, eligibility };
      if (round === MOST_ROUNDS) {
        const left = gathered.filter(({ itemId }) => isOffered(itemId, current));
        return { gathered: left, catalog: current, eligibility };
      }
      catalog = current;
    }
  }

  #sources(names: readonly string[] | undefined): InstalledParts['recommenders'] {
    if (names === undefined) return this.parts.recommenders;
    return names.map((name, index) => {
      const found = this.parts.recommenders.find(({ part }) => part.name === name);
      if (found) return found;
      const installed = this.parts.recommenders.map(({ part }) => part.name).join(', ') || 'none';
      throw new SintoniaError('RECOMMENDER_UNKNOWN', `No such recommender is installed. There are: ${installed}.`, {
        field: `sources[${index}]`,
      });
    });
  }
}

/** Each place's, if chance had a part in any. */
function propensitiesOf(picks: readonly Pick[]): readonly number[] | undefined {
  return picks.some((pick) => pick.propensity !== undefined) ? picks.map((pick) => pick.propensity ?? 1) : undefined;
}
