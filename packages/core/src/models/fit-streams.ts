import {
  type FitContext,
  type Interaction,
  type Item,
  MOST_TYPES,
  type PersonId,
  type Profile,
  type Purpose,
  type Signal,
  type SignalsQuery,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { Circles } from '../identity/circles.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { SignalConsent } from '../privacy/signal-consent.js';
import { countedFor } from '../profile/histories.js';
import { interactionsOf } from '../profile/interactions-of.js';
import type { Profiles } from '../profile/profiles.js';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';

export interface FitStreamOptions {
  readonly purposes: readonly Purpose[];
  readonly now: number;
  /** Only what happened before. */
  readonly until: number;
  /** At least so many signals are there. */
  readonly known: number;
}

/** The data that models learn from, read from the store by pages and only of people who agree. */
@injectable()
export class FitStreams {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.SignalConsent) private readonly consent: SignalConsent,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Circles) private readonly circles: Circles,
  ) {}

  /**
   * @returns `found` says how many signals there are, whosever they are: as many as were read so far. Whoever took some types only
   *   passed over others, and has found at least what was known.
   */
  async open(
    options: FitStreamOptions,
  ): Promise<Pick<FitContext, 'interactions' | 'signals' | 'profiles' | 'items'> & { readonly found: () => number }> {
    const owners = await this.circles.owners();
    const agrees = await this.ledger.forEverybody(['personalisation', ...options.purposes], owners);
    const barredOf = await this.consent.barredForAll(owners);
    const { store, registry, profiles, consent } = this;
    const isAllowed = ({ person, type, timestamp }: Signal) =>
      timestamp < options.until && agrees(person) && !barredOf(person).has(type);

    const ownerOf = (person: PersonId) => owners.get(person) ?? person;
    let most = 0;
    async function* signals(query: SignalsQuery = {}): AsyncGenerator<readonly Signal[]> {
      const wanted = query.types && new Set(query.types);
      if (wanted) most = Math.max(most, options.known);
      let read = 0;
      // Where that is too much to ask of a store, all are read.
      const types = wanted && wanted.size <= MOST_TYPES ? [...wanted] : undefined;
      for await (const page of store.signals(undefined, types)) {
        read += page.length;
        most = Math.max(most, read);
        const counted = owners.size === 0 ? page : page.map((signal) => countedFor(ownerOf(signal.person), signal));
        yield counted.filter((signal) => isAllowed(signal) && (wanted?.has(signal.type) ?? true));
      }
    }
    async function* interactions(): AsyncGenerator<readonly Interaction[]> {
      for await (const page of signals()) {
        yield page.flatMap((signal) => interactionsOf(signal, registry.of(signal.type), options.now));
      }
    }
    async function* agreeingProfiles(): AsyncGenerator<readonly Profile[]> {
      for await (const page of profiles.all(owners)) {
        yield page
          .filter(({ person }) => agrees(person))
          .map((profile) => consent.seen(profile, barredOf(profile.person)));
      }
    }
    async function* items(): AsyncGenerator<readonly Item[]> {
      for await (const page of store.entries(COLLECTIONS.item))
        yield page.map((entry) => entry.value as unknown as Item);
    }
    return { interactions, signals, profiles: agreeingProfiles, items, found: () => most };
  }
}
