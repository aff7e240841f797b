import type { PersonId, Profile } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import type { ConsentLedger } from './consent-ledger.js';
import type { ConsentRecord } from './consent-record.js';

const none: ReadonlySet<string> = new Set();

/**
 * Asks of stored signals what was asked before they were stored: a type may have a purpose of its own, and of who takes it back
 * they stay where they are, unseen.
 */
@injectable()
export class SignalConsent {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
  ) {}

  /** Types of signals that are not to be looked at. Agreement to personalisation is asked for elsewhere. */
  barred(consent: ConsentRecord): ReadonlySet<string> {
    return this.#barred((purpose) => this.ledger.allows(consent, purpose));
  }

  /** The same for somebody whose consent nobody has read yet. Reads nothing where no type has a purpose of its own. */
  async barredFor(person: PersonId): Promise<ReadonlySet<string>> {
    return this.registry.purposes.size === 0 ? none : this.barred(await this.ledger.of(person));
  }

  /** The same for everybody at once. @param owners for whom counts what is kept under somebody else. */
  async barredForAll(owners: ReadonlyMap<PersonId, PersonId>): Promise<(person: PersonId) => ReadonlySet<string>> {
    const agreeing = new Map<string, (person: PersonId) => boolean>();
    for (const purpose of new Set(this.registry.purposes.values())) {
      agreeing.set(purpose, await this.ledger.forEverybody([purpose], owners));
    }
    return (person) => this.#barred((purpose) => agreeing.get(purpose)?.(person) === true);
  }

  /** A profile without the counts of such types, and without computed traits that they have a part in. */
  seen(profile: Profile, barred: ReadonlySet<string>): Profile {
    if (barred.size === 0) return profile;
    const { counts, computed } = profile;
    return {
      ...profile,
      counts: without(counts, barred),
      computed: without(computed, this.settings.traits.about(barred)),
    };
  }

  #barred(allows: (purpose: string) => boolean): ReadonlySet<string> {
    const { purposes } = this.registry;
    return purposes.size === 0
      ? none
      : new Set([...purposes.keys()].filter((type) => !allows(purposes.get(type) as string)));
  }
}

function without<Value>(named: Readonly<Record<string, Value>>, names: ReadonlySet<string>): Record<string, Value> {
  return Object.fromEntries(Object.entries(named).filter(([name]) => !names.has(name)));
}
