import { type Diagnosis, type Finding, type PersonReference, personOf, referenceOf } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { ItemCatalog } from '../catalog/item-catalog.js';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { Models } from '../models/models.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import { itemIdsOf } from '../profile/interactions-of.js';
import type { RecommendationService } from '../recommend/recommendation-service.js';
import type { Settings } from '../settings.js';
import type { TenantStore } from '../store/tenant-store.js';
import { noWayOut } from './no-way-out.js';
import type { PersonFindings } from './person-findings.js';
import { variety } from './variety.js';

/** So many people are asked what they would see. */
const SAMPLE = 30;
/** From this share of equal places on, lists count as the same for everyone. */
const SAME = 0.9;

/** Looks for why lists are empty, short, or the same for everyone. */
@injectable()
export class Diagnostician {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.Catalog) private readonly catalog: ItemCatalog,
    @inject(TOKENS.Recommendations) private readonly recommendations: RecommendationService,
    @inject(TOKENS.PersonFindings) private readonly personFindings: PersonFindings,
  ) {}

  async diagnose(reference?: PersonReference): Promise<Diagnosis> {
    const person = reference === undefined ? undefined : personOf(reference);
    await this.models.prepare();
    const findings = await this.#ofEverybody();
    if (person !== undefined) findings.push(...(await this.personFindings.of(person)));
    findings.push(...noWayOut(this.settings));
    return { findings: findings.sort((a, b) => Number(a.severity === 'notice') - Number(b.severity === 'notice')) };
  }

  async #ofEverybody(): Promise<Finding[]> {
    const findings: Finding[] = [];
    const problem = (finding: string, advice: string, facts: Finding['facts'] = {}) =>
      findings.push({ finding, severity: 'problem', advice, facts });
    if (this.parts.recommenders.length === 0)
      problem('noRecommender', 'No plugin recommends. Add one, such as itemLists().');
    const { signals: latest } = await this.store.scan({ limit: 1_000, direction: 'backward' });
    if (latest.length === 0)
      problem('noSignals', 'Nothing was collected yet. Call collect(), and see whether it refuses.');
    else if (!this.models.everFitted)
      problem('neverFitted', 'No model has learnt yet. Call fit(), or set fitting to automatic.');
    const catalog = await this.catalog.all();
    const offered = [...catalog.values()].filter((item) => item.available !== false).length;
    if (catalog.size > 0 && offered === 0) {
      problem('nothingAvailable', 'No item of the catalogue is available. Check `available`.', { items: catalog.size });
    }
    // Of these types only it is sure that they are about an item: a page may be about none.
    const taking = latest.filter(({ type }) => this.registry.of(type)?.consumes === true);
    const itemless = taking.filter((signal) => itemIdsOf(signal).length === 0).length;
    if (itemless > taking.length / 2) {
      problem(
        'noItems',
        'Most recent orders, plays and the like name no item. Give `itemId` or `properties.products`.',
        {
          signals: taking.length,
          withoutItem: itemless,
        },
      );
    }
    const acted = new Set(latest.flatMap(itemIdsOf));
    const strangers = [...acted].filter((itemId) => catalog.size > 0 && !catalog.has(itemId)).length;
    if (strangers > acted.size / 2) {
      problem('idsDiffer', 'Most items in recent signals are not in the catalogue. Do both use the same ids?', {
        itemsInSignals: acted.size,
        notInCatalog: strangers,
      });
    }
    const people = [...new Set(latest.map((signal) => signal.person))].slice(0, SAMPLE);
    const lists = await Promise.all(
      people.map((person) => this.recommendations.prepare({ ...referenceOf(person), exposure: false })),
    );
    const personal = lists.filter((list) => list.variant === 'personal' && list.picks.length > 0);
    const { sameShare } = variety(personal.map((list) => list.picks.map((pick) => pick.itemId)));
    if (personal.length >= 3 && sameShare >= SAME) {
      problem(
        'sameForEveryone',
        'Nearly everybody would see the same list. Too few people share items, or only popularity answers.',
        {
          peopleAsked: personal.length,
          sameShare,
        },
      );
    }
    return findings;
  }
}
