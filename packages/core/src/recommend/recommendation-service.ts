import {
  type Assigner,
  type Item,
  type PersonId,
  type Pick,
  personOf,
  type Recommendations,
  type RecommendRequest,
  readInteger,
  readMoment,
  SintoniaError,
  type Variant,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { Models } from '../models/models.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { Histories, History } from '../profile/histories.js';
import { itemIdsOf } from '../profile/interactions-of.js';
import type { Settings } from '../settings.js';
import { asPick } from './as-pick.js';
import { compileItemFilter } from './compile-item-filter.js';
import { eligibility } from './eligibility.js';
import type { ItemCatalog } from './item-catalog.js';

export const MOST_PICKS = 1_000;
const MOST_EXCLUDED = 10_000;

/** A list before anybody has seen it. */
export interface PreparedList {
  readonly person: PersonId;
  readonly picks: readonly Pick[];
  readonly variant: Variant;
  readonly propensity: number;
}

/** Makes the one list that a person sees: asks recommenders in their order, each filling up what the ones before left short. */
@injectable()
export class RecommendationService {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.Histories) private readonly histories: Histories,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.Catalog) private readonly catalog: ItemCatalog,
    @inject(TOKENS.Assigner) private readonly assigner: Assigner,
    @inject(TOKENS.Exposures) private readonly exposures: ExposureLog,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  async recommend(request: RecommendRequest): Promise<Recommendations> {
    const { person, picks, variant, propensity } = await this.prepare(request);
    if (request.exposure === false || request.asOf !== undefined) return { person, picks, variant };
    const itemIds = picks.map((pick) => pick.itemId);
    const exposureId = this.exposures.add({ person, kind: 'list', variant, propensity, itemIds });
    return { person, picks, variant, exposureId };
  }

  /** The list, without showing it to anybody. @param variant overrides the holdout's word. */
  async prepare(request: RecommendRequest, variant?: Variant): Promise<PreparedList> {
    const person = personOf(request);
    const limit = readInteger(request.limit ?? 10, 'limit', { min: 1, max: MOST_PICKS });
    const meets = compileItemFilter(request.where);
    const exclude = readExcluded(request.exclude);
    const asOf = request.asOf === undefined ? undefined : readMoment(request.asOf, 'asOf');
    const now = asOf ?? this.settings.clock.now();
    const sources = this.#sources(request.sources);
    await this.models.prepare();

    const [catalog, consent, history] = await Promise.all([
      this.catalog.all(),
      this.ledger.of(person),
      this.histories.of(person, now, asOf),
    ]);
    const agrees = (purposes: readonly string[]) => purposes.every((purpose) => this.ledger.allows(consent, purpose));
    const assigned = agrees(['personalisation'])
      ? this.assigner.assign(person, 'recommend')
      : ({ variant: 'generic', propensity: 1 } as const);
    const given = variant === 'generic' ? 'generic' : assigned.variant;
    const usable = sources.filter(
      ({ part, purposes }) => part.impersonal === true || (given === 'personal' && agrees(purposes)),
    );
    const allows = eligibility({
      catalog,
      meets,
      exclude,
      signals: history.signals,
      itemIdsOf,
      definitionOf: (type) => this.registry.of(type),
      includeSeen: request.includeSeen === true,
      now,
    });
    const picks = await this.#fill(usable, { person, limit, now, allows, catalog, history });
    return { person, picks, variant: given, propensity: assigned.propensity };
  }

  async #fill(
    sources: InstalledParts['recommenders'],
    ask: {
      person: PersonId;
      limit: number;
      now: number;
      allows: (itemId: string) => boolean;
      catalog: ReadonlyMap<string, Item>;
      history: History;
    },
  ): Promise<readonly Pick[]> {
    const { person, limit, now, catalog, history } = ask;
    const picked = new Set<string>();
    const allows = (itemId: string) => !picked.has(itemId) && ask.allows(itemId);
    const picks: Pick[] = [];
    for (const { part } of sources) {
      const missing = limit - picks.length;
      if (missing <= 0) break;
      try {
        const request = { person, history: history.interactions, limit: missing, allows, now };
        for (const candidate of (await part.recommend(request)).slice(0, missing)) {
          // A plugin's promise is checked where breaking it would hurt: nobody is shown what they must not see.
          if (!allows(candidate.itemId)) continue;
          picked.add(candidate.itemId);
          picks.push(asPick(candidate, part.name, catalog));
        }
      } catch (error) {
        this.events.emit('error', { where: `recommender ${part.name}`, error });
      }
    }
    return picks;
  }

  #sources(names: readonly string[] | undefined): InstalledParts['recommenders'] {
    if (names === undefined) return this.parts.recommenders;
    return names.map((name, index) => {
      const found = this.parts.recommenders.find(({ part }) => part.name === name);
      if (found) return found;
      throw new SintoniaError('RECOMMENDER_UNKNOWN', 'No such recommender is installed.', {
        field: `sources[${index}]`,
      });
    });
  }
}

function readExcluded(exclude: readonly string[] | undefined): ReadonlySet<string> {
  if (exclude === undefined) return new Set();
  if (!Array.isArray(exclude))
    throw new SintoniaError('INPUT_INVALID', 'exclude must be a list.', { field: 'exclude' });
  if (exclude.length > MOST_EXCLUDED) {
    throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST_EXCLUDED} items to exclude.`, { field: 'exclude' });
  }
  return new Set(exclude);
}
