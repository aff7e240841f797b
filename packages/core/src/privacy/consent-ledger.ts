import type { ConsentEvent, ConsentState, Key, PersonId, Purpose } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Circle, Circles } from '../identity/circles.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { type ConsentRecord, ledgersAt, stateTogether } from './consent-record.js';
import { ErasureKeys } from './erasure-keys.js';

export type { ConsentRecord };

interface Said {
  readonly events: Reading<readonly ConsentEvent[]>;
  readonly erasure: Reading<{ readonly at: number }>;
}

/** Who agreed to what, since when. Says no whenever it does not know. */
@injectable()
export class ConsentLedger {
  readonly #erasureKeys: ErasureKeys;

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Circles) private readonly circles: Circles,
  ) {
    this.#erasureKeys = new ErasureKeys(store, settings.tenant);
  }

  async of(person: PersonId): Promise<ConsentRecord> {
    const [record] = await this.ofAll([person]);
    return record as ConsentRecord;
  }

  /**
   * In the order of `people`, in one read; where somebody is merged, in three.
   *
   * @param asked whether these are ids as callers give them. Default: those under which something is kept.
   */
  async ofAll(people: readonly PersonId[], asked: 'named' | 'kept' = 'kept'): Promise<readonly ConsentRecord[]> {
    const count = people.length;
    const keys = people.map((person) => this.circles.key(person));
    for (const person of people) keys.push(this.#saidKey(person), this.#erasureKeys.of(person));
    const readings = await this.store.readMany<never>(keys);
    const circles = await this.circles.from(people, readings.slice(0, count), asked);
    const own = (index: number) => saidIn(readings, count + 2 * index);
    const isAlone = (circle: Circle, index: number) =>
      circle.members.length === 1 && circle.members[0]?.person === people[index];
    const merged = circles.filter((circle, index) => !isAlone(circle, index));
    const more = merged.length === 0 ? undefined : await this.#saidIn(merged);
    return circles.map((circle, index) => recordOf(circle, more?.get(circle) ?? [own(index)]));
  }

  /** @param at leaves out what was said, and who was merged, later. */
  stateOf({ circle, ledgers }: ConsentRecord, purpose: Purpose, at?: number): ConsentState {
    const then = at === undefined ? ledgers : ledgersAt(at, { circle, ledgers });
    return this.#stateOf(then, (id) => circle.members.some(({ person }) => person === id), purpose);
  }

  allows(record: ConsentRecord, purpose: Purpose): boolean {
    return this.stateOf(record, purpose).granted;
  }

  /** Every purpose that has a default or was ever spoken about. */
  purposesIn({ ledgers }: ConsentRecord): readonly Purpose[] {
    const standard = ['service', 'personalisation', 'analytics', 'marketing'];
    const spoken = ledgers.flatMap((events) => events.map((event) => event.purpose));
    return [...new Set([...standard, ...Object.keys(this.settings.consent), ...spoken])];
  }

  /**
   * Notes what was said under an id, in the ledger of every id that counts for the same person.
   *
   * @param saying what is new, to whoever has said so much.
   * @returns what was noted.
   */
  add(named: PersonId, saying: (record: ConsentRecord) => readonly ConsentEvent[]): Promise<readonly ConsentEvent[]> {
    return retryOnConflict(async () => {
      const [record] = (await this.ofAll([named], 'named')) as [ConsentRecord];
      const said = saying(record);
      if (said.length === 0) return said;
      const { members, kept } = record.circle;
      const put = members.map(({ person }, index) => {
        const added = person === kept ? said : said.map((event) => ({ ...event, via: kept }));
        const value = [...(record.ledgers[index] ?? []), ...added];
        return { key: this.#saidKey(person), value: value as never };
      });
      await this.store.commit({ check: record.unchanged, put });
      return said;
    });
  }

  /** The writes by which a device that becomes shared stays as withdrawn as it is: nobody who uses it takes back their no. */
  async inheritance({ from, to }: { readonly from: PersonId; readonly to: PersonId }) {
    const { value = [], unchanged } = await this.store.read<readonly ConsentEvent[]>(this.#saidKey(from));
    const last = new Map(value.map((event) => [event.purpose, event]));
    const withdrawn = [...last.values()]
      .filter((event) => !event.granted)
      .map(({ via: _via, ...event }): ConsentEvent => event);
    return { check: [unchanged], put: [{ key: this.#saidKey(to), value: withdrawn as never }] };
  }

  /**
   * Answers "may we use this person's data for all of these purposes?" for everybody at once, as of now.
   *
   * @param owners for whom counts what is kept under somebody else. People who stand there as keys are not to be asked about.
   */
  async forEverybody(
    purposes: readonly Purpose[],
    owners: ReadonlyMap<PersonId, PersonId>,
  ): Promise<(person: PersonId) => boolean> {
    const merged = new Map<PersonId, (readonly ConsentEvent[])[]>([...owners.values()].map((owner) => [owner, []]));
    const ownerOf = (person: PersonId) => owners.get(person) ?? person;
    const allowed = (person: PersonId, ledgers: readonly (readonly ConsentEvent[])[]) =>
      purposes.every((purpose) => this.#stateOf(ledgers, (id) => ownerOf(id) === person, purpose).granted);
    const byDefault = allowed('', []);
    const exceptions = new Set<PersonId>();
    const note = (person: PersonId, ledgers: readonly (readonly ConsentEvent[])[]) => {
      if (allowed(person, ledgers) !== byDefault) exceptions.add(person);
    };
    for await (const page of this.store.entries(COLLECTIONS.consent)) {
      for (const { key, value } of page) {
        const person = ownerOf(key.person as PersonId);
        const events = value as unknown as readonly ConsentEvent[];
        const together = merged.get(person);
        if (together) together.push(events);
        else note(person, [events]);
      }
    }
    for (const [person, ledgers] of merged) note(person, ledgers);
    return (person) => exceptions.has(person) !== byDefault;
  }

  /** From here on nothing that happened up to `at` is taken in again. The mark lies under a hash: it names nobody. */
  async markErased(person: PersonId, at: number): Promise<void> {
    await retryOnConflict(async () => {
      const reading = await this.store.read<{ readonly at: number }>(this.#erasureKeys.of(person));
      const { key, value, unchanged } = reading;
      await this.store.commit({ check: [unchanged], put: [{ key, value: { at: Math.max(at, value?.at ?? at) } }] });
    });
    this.#erasureKeys.forget(person);
  }

  /** What a ledger said by way of somebody who is erased: grants go, withdrawals stay and no longer name them. */
  async forget(erased: PersonId, person: PersonId): Promise<void> {
    await retryOnConflict(async () => {
      const { key, value, unchanged } = await this.store.read<readonly ConsentEvent[]>(this.#saidKey(person));
      if (!value?.some(({ via }) => via === erased)) return;
      const kept = value
        .filter(({ via, granted }) => via !== erased || !granted)
        .map(({ via, ...event }) => (via === undefined || via === erased ? event : { ...event, via }));
      await this.store.commit({ check: [unchanged], put: [{ key, value: kept as never }] });
    });
  }

  async #saidIn(circles: readonly Circle[]): Promise<ReadonlyMap<Circle, readonly Said[]>> {
    const people = circles.flatMap(({ members }) => members.map(({ person }) => person));
    const readings = await this.store.readMany<never>(people.flatMap((person) => this.#keysOf(person)));
    let at = 0;
    const next = () => saidIn(readings, 2 * at++);
    return new Map(circles.map((circle) => [circle, circle.members.map(next)]));
  }

  #stateOf(
    ledgers: readonly (readonly ConsentEvent[])[],
    isOneOf: (id: PersonId) => boolean,
    purpose: Purpose,
  ): ConsentState {
    if (purpose === 'service') return { granted: true, because: 'always' };
    const byDefault = Object.hasOwn(this.settings.consent, purpose) && this.settings.consent[purpose] === true;
    return stateTogether(ledgers, isOneOf, purpose, byDefault);
  }

  #keysOf(person: PersonId): readonly [said: Key, erasure: Key] {
    return [this.#saidKey(person), this.#erasureKeys.of(person)];
  }

  #saidKey(person: PersonId): Key {
    return this.store.key(COLLECTIONS.consent, 'ledger', person);
  }
}

function saidIn(readings: readonly Reading<never>[], index: number): Said {
  return { events: readings[index] as Said['events'], erasure: readings[index + 1] as Said['erasure'] };
}

function recordOf(circle: Circle, said: readonly Said[]): ConsentRecord {
  let erasedAt: number | undefined;
  const unchanged = [...circle.unchanged];
  for (const { events, erasure } of said) {
    if (erasure.value !== undefined) erasedAt = Math.max(erasedAt ?? erasure.value.at, erasure.value.at);
    unchanged.push(events.unchanged, erasure.unchanged);
  }
  return { circle, ledgers: said.map(({ events }) => events.value ?? []), erasedAt, unchanged };
}
