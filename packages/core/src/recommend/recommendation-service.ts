import {
  type Assigner,
  assertKnownOptions,
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
import type { ItemCatalog } from '../catalog/item-catalog.js';
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
import { keptPromises } from './kept-promises.js';

export const MOST_PICKS = 1_000;
const REQUEST = ['userId', 'anonymousId', 'limit', 'where', 'exclude', 'includeSeen', 'sources', 'exposure', 'asOf'];
const MOST_EXCLUDED = 10_000;

/** A list before anybody has seen it. */
export interface PreparedList {
  readonly person: PersonId;
  readonly picks: readonly Pick[];
  readonly variant: Variant;
  readonly propensity: number;
  /** Whether the person agrees to it being counted what they are shown. */
  readonly isLoggable: boolean;
}

const nothing: History = { signals: [], interactions: [] };

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
    const { person, picks, variant, propensity, isLoggable } = await this.prepare(request);
    if (!isLoggable || request.exposure === false || request.asOf !== undefined) return { person, picks, variant };
    const itemIds = picks.map((pick) => pick.itemId);
    const exposureId = this.exposures.add({ person, kind: 'list', variant, propensity, itemIds });
    return { person, picks, variant, exposureId };
  }

  /** The list, without showing it to anybody. @param variant decided before, instead of the holdout's word. */
  async prepare(request: RecommendRequest, variant?: Variant): Promise<PreparedList> {
    assertKnownOptions(request, REQUEST);
    const person = personOf(request);
    const limit = readInteger(request.limit ?? 10, 'limit', { min: 1, max: MOST_PICKS });
    const meets = compileItemFilter(request.where);
    const exclude = readExcluded(request.exclude);
    const asOf = request.asOf === undefined ? undefined : readMoment(request.asOf, 'asOf');
    const now = asOf ?? this.settings.clock.now();
    const sources = this.#sources(request.sources);
    await this.models.prepare();

    const [catalog, consent] = await Promise.all([this.catalog.all(), this.ledger.of(person)]);
    const agrees = (purposes: readonly string[]) => purposes.every((purpose) => this.ledger.allows(consent, purpose));
    const isPersonal = agrees(['personalisation']);
    // Who does not agree is not looked up at all, not even to leave out what they have.
    const history = isPersonal ? await this.histories.of(person, now, asOf) : nothing;
    const assigned = isPersonal
      ? this.assigner.assign(person, 'recommend')
      : ({ variant: 'generic', propensity: 1 } as const);
    const given = isPersonal ? (variant ?? assigned.variant) : 'generic';
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
    const { interactions } = given === 'personal' ? history : nothing;
    const picks = await this.#fill(usable, { person, limit, now, allows, catalog, interactions });
    return { person, picks, variant: given, propensity: assigned.propensity, isLoggable: agrees(['analytics']) };
  }

  async #fill(
    sources: InstalledParts['recommenders'],
    ask: {
      person: PersonId;
      limit: number;
      now: number;
      allows: (itemId: string) => boolean;
      catalog: ReadonlyMap<string, Item>;
      interactions: History['interactions'];
    },
  ): Promise<readonly Pick[]> {
    const { person, limit, now, catalog, interactions } = ask;
    const picked = new Set<string>();
    const allows = (itemId: string) => !picked.has(itemId) && ask.allows(itemId);
    const picks: Pick[] = [];
    for (const { part } of sources) {
      const missing = limit - picks.length;
      if (missing <= 0) break;
      try {
        const request = { person, history: interactions, limit: missing, allows, now };
        for (const candidate of keptPromises(await part.recommend(request), missing, allows)) {
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
    if (!Array.isArray(names)) {
      throw new SintoniaError('INPUT_INVALID', 'sources must be a list.', { field: 'sources' });
    }
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

function readExcluded(exclude: readonly string[] | undefined): ReadonlySet<string> {
  if (exclude === undefined) return new Set();
  if (!Array.isArray(exclude))
    throw new SintoniaError('INPUT_INVALID', 'exclude must be a list.', { field: 'exclude' });
  if (exclude.length > MOST_EXCLUDED) {
    throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST_EXCLUDED} items to exclude.`, { field: 'exclude' });
  }
  return new Set(exclude);
}
