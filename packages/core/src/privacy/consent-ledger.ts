import { createHash } from 'node:crypto';
import type { Check, ConsentEvent, ConsentState, Key, PersonId, Purpose } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';

/** What a person has said so far. */
export interface ConsentRecord {
  readonly events: readonly ConsentEvent[];
  /** When the person was last erased, if ever. */
  readonly erasedAt: number | undefined;
  /** Make a commit fail if the person says otherwise, or is erased, before it. */
  readonly unchanged: readonly Check[];
}

/** Who agreed to what, since when. Says no whenever it does not know. */
@injectable()
export class ConsentLedger {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
  ) {}

  async of(person: PersonId): Promise<ConsentRecord> {
    const [record] = await this.ofAll([person]);
    return record as ConsentRecord;
  }

  /** In the order of `people`, in one read. */
  async ofAll(people: readonly PersonId[]): Promise<readonly ConsentRecord[]> {
    const readings = await this.store.readMany<never>([
      ...people.map((person) => this.#saidKey(person)),
      ...people.map((person) => this.#erasureKey(person)),
    ]);
    return people.map((_, index): ConsentRecord => {
      const said = readings[index] as Reading<readonly ConsentEvent[]>;
      const erasure = readings[people.length + index] as Reading<{ readonly at: number }>;
      return {
        events: said.value ?? [],
        erasedAt: erasure.value?.at,
        unchanged: [said.unchanged, erasure.unchanged],
      };
    });
  }

  stateOf(events: readonly ConsentEvent[], purpose: Purpose, at = Number.POSITIVE_INFINITY): ConsentState {
    if (purpose === 'service') return { granted: true, because: 'always' };
    const last = events.findLast((event) => event.purpose === purpose && event.at <= at);
    if (last) return { granted: last.granted, because: last.granted ? 'granted' : 'withdrawn', since: last.at };
    return {
      granted: Object.hasOwn(this.settings.consent, purpose) && this.settings.consent[purpose] === true,
      because: 'default',
    };
  }

  allows(record: ConsentRecord, purpose: Purpose): boolean {
    return this.stateOf(record.events, purpose).granted;
  }

  /** Every purpose that has a default or was ever spoken about. */
  purposesIn(events: readonly ConsentEvent[]): readonly Purpose[] {
    const standard = ['service', 'personalisation', 'analytics', 'marketing'];
    return [...new Set([...standard, ...Object.keys(this.settings.consent), ...events.map((event) => event.purpose)])];
  }

  async add(person: PersonId, events: readonly ConsentEvent[]): Promise<void> {
    await retryOnConflict(async () => {
      const reading = await this.store.read<readonly ConsentEvent[]>(this.#saidKey(person));
      const { key, value = [], unchanged } = reading;
      await this.store.commit({ check: [unchanged], put: [{ key, value: [...value, ...events] as never }] });
    });
  }

  /** Answers "may we use this person's data for all of these purposes?" for everybody at once, as of now. */
  async forEverybody(purposes: readonly Purpose[]): Promise<(person: PersonId) => boolean> {
    const allowed = (events: readonly ConsentEvent[]) =>
      purposes.every((purpose) => this.stateOf(events, purpose).granted);
    const byDefault = allowed([]);
    const exceptions = new Set<PersonId>();
    for await (const page of this.store.entries(COLLECTIONS.consent)) {
      for (const { key, value } of page) {
        const isException = allowed(value as unknown as readonly ConsentEvent[]) !== byDefault;
        if (isException && key.person !== undefined) exceptions.add(key.person);
      }
    }
    return (person) => exceptions.has(person) !== byDefault;
  }

  /** From here on nothing that happened up to `at` is taken in again. The mark lies under a hash: it names nobody. */
  async markErased(person: PersonId, at: number): Promise<void> {
    await retryOnConflict(async () => {
      const reading = await this.store.read<{ readonly at: number }>(this.#erasureKey(person));
      const { key, value, unchanged } = reading;
      await this.store.commit({ check: [unchanged], put: [{ key, value: { at: Math.max(at, value?.at ?? at) } }] });
    });
  }

  #saidKey(person: PersonId): Key {
    return this.store.key(COLLECTIONS.consent, 'ledger', person);
  }

  #erasureKey(person: PersonId): Key {
    const hash = createHash('sha256')
      .update(JSON.stringify([this.settings.tenant, person]))
      .digest('hex');
    return this.store.key(COLLECTIONS.erased, hash);
  }
}
