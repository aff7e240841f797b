import {
  DAY,
  type Exposure,
  isIdentifier,
  type PersonId,
  type Preferences,
  type Profile,
  type Signal,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { ItemCatalog } from '../../catalog/item-catalog.js';
import { TOKENS } from '../../container/tokens.js';
import type { Circle } from '../../identity/circles.js';
import type { Models } from '../../models/models.js';
import type { ConsentLedger } from '../../privacy/consent-ledger.js';
import type { Settings } from '../../settings.js';
import { COLLECTIONS } from '../../store/collections.js';
import type { TenantStore } from '../../store/tenant-store.js';
import { affinitiesOf } from '../affinities/affinities-of.js';
import { AttributeWeights } from '../affinities/attribute-weights.js';
import type { PopulationAffinities } from '../affinities/population-affinities.js';
import type { Histories, History } from '../histories.js';
import type { Profiles } from '../profiles.js';
import { commonest } from './commonest.js';
import { daysBetweenVisits } from './days-between-visits.js';
import { preferredChannel } from './preferred-channel.js';

/** Messages of half a year say which channel is answered. */
const MESSAGES_SINCE = 180 * DAY;

/** What somebody prefers, found in their history at the moment of asking. */
@injectable()
export class PreferenceService {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Histories) private readonly histories: Histories,
    @inject(TOKENS.Catalog) private readonly catalog: ItemCatalog,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.PopulationAffinities) private readonly population: PopulationAffinities,
  ) {}

  async of(person: PersonId): Promise<Preferences> {
    const now = this.settings.clock.now();
    const [consent, profile] = await Promise.all([this.ledger.of(person), this.profiles.of(person, now)]);
    if (!this.ledger.allows(consent, 'personalisation')) return { person, affinities: [] };
    const history = await this.histories.of(person, now);
    const { signals } = history;
    const [affinities, messages] = await Promise.all([this.#affinities(history), this.#messages(consent.circle, now)]);
    return {
      person,
      affinities,
      ...present('channel', told(profile, 'preferredChannel') ?? preferredChannel(messages, signals)),
      ...present('format', commonest(signals.flatMap(({ properties }) => nameIn(properties?.format)))),
      ...present('language', told(profile, 'locale') ?? commonest(signals.flatMap(localeOf))),
      ...present('daysBetweenVisits', daysBetweenVisits(signals)),
    };
  }

  async #affinities({ interactions }: History): Promise<Preferences['affinities']> {
    const { affinities } = this.settings;
    if (affinities.length === 0) return [];
    await this.models.prepare();
    const items = await this.catalog.all();
    const weights = new AttributeWeights(affinities);
    for (const interaction of interactions) weights.add(interaction, items.get(interaction.itemId));
    return affinitiesOf(weights, affinities, (attribute, value) => this.population.shareOf(attribute, value));
  }

  async #messages({ members }: Circle, now: number): Promise<readonly Exposure[]> {
    const messages: Exposure[] = [];
    for (const { person } of members) {
      for await (const page of this.store.entries(COLLECTIONS.exposure, person)) {
        const exposures = page.map(({ value }) => value as unknown as Exposure);
        messages.push(...exposures.filter(({ kind, at }) => kind === 'message' && at > now - MESSAGES_SINCE));
      }
    }
    return messages;
  }
}

function present<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]: Value });
}

function told({ traits }: Profile, name: string): string | undefined {
  return nameIn(Object.hasOwn(traits, name) ? traits[name] : undefined)[0];
}

function nameIn(value: unknown): readonly string[] {
  return isIdentifier(value) ? [value] : [];
}

/** A tag as the registry of languages writes it; what is none says nothing. */
function localeOf({ context }: Signal): readonly string[] {
  try {
    return nameIn(context?.locale).flatMap((tag) => Intl.getCanonicalLocales(tag));
  } catch {
    return [];
  }
}
