import type { FitContext, Interaction, Item, PersonId, Profile, Purpose, Signal } from '@sintonia/spec';
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

  /** @returns `read` counts the signals that were read so far, whosever they are. */
  async open(
    options: FitStreamOptions,
  ): Promise<Pick<FitContext, 'interactions' | 'signals' | 'profiles' | 'items'> & { readonly read: () => number }> {
    const owners = await this.circles.owners();
    const agrees = await this.ledger.forEverybody(['personalisation', ...options.purposes], owners);
    const barredOf = await this.consent.barredForAll(owners);
    const { store, registry, profiles, consent } = this;
    const isAllowed = ({ person, type, timestamp }: Signal) =>
      timestamp < options.until && agrees(person) && !barredOf(person).has(type);

    const ownerOf = (person: PersonId) => owners.get(person) ?? person;
    let most = 0;
    async function* signals(): AsyncGenerator<readonly Signal[]> {
      let read = 0;
      for await (const page of store.signals()) {
        read += page.length;
        most = Math.max(most, read);
        const counted = owners.size === 0 ? page : page.map((signal) => countedFor(ownerOf(signal.person), signal));
        yield counted.filter(isAllowed);
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
    return { interactions, signals, profiles: agreeingProfiles, items, read: () => most };
  }
}
