import {
  type Check,
  isAnonymous,
  type Key,
  type PersonId,
  type PersonReference,
  personNamed,
  personOf,
  referenceOf,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { partsOf, type StoredDevice, type StoredPerson } from './stored-identity.js';

/** Everybody whose data count as one person's: usually one, and for somebody merged their devices, too. */
export interface Circle {
  /** Who it counts for. */
  readonly person: PersonId;
  /** Under whom data are kept, the latest of devices first; of somebody known, what is their own before that. */
  readonly members: readonly Member[];
  /** Browsers and devices of somebody known, the latest first. */
  readonly anonymousIds: readonly string[];
  /** Under whom is kept what is done under the id that was asked about. */
  readonly kept: PersonId;
  /** Make a commit fail if somebody joins or leaves before it. */
  readonly unchanged: readonly Check[];
}

export interface Member {
  readonly person: PersonId;
  /** When they joined; absent for what was always the person's. */
  readonly since?: number;
}

type Stored = StoredDevice & StoredPerson;

/** Resolves links: signals and entries lie where they were put, and here is said for whom they count. */
@injectable()
export class Circles {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
  ) {}

  /**
   * The person that callers mean: a device's owner, or whoever uses it now.
   *
   * @throws SINTONIA_IDENTIFIER_BLOCKED (`userId`), and what `personOf` throws.
   */
  async named(reference: PersonReference): Promise<PersonId> {
    return this.current(personNamed(reference, this.settings.identity.isPlaceholder));
  }

  /** The same request, by the person that callers mean. */
  async meant<Request extends PersonReference>(request: Request): Promise<Request> {
    // Whoever is asked says what is wrong with it.
    if (typeof request !== 'object' || request === null) return request;
    return { ...request, userId: undefined, anonymousId: undefined, ...referenceOf(await this.named(request)) };
  }

  /** The person for whom counts what is done under this id from now on. */
  async current(person: PersonId): Promise<PersonId> {
    if (!isAnonymous(person)) return person;
    const { value } = await this.store.read<Stored>(this.key(person));
    return (value?.isShared ? value.kept : value?.owner) ?? person;
  }

  async of(person: PersonId): Promise<Circle> {
    const [circle] = await this.ofAll([person]);
    return circle as Circle;
  }

  /** In the order of `people`. @param asked as in `from`. */
  async ofAll(people: readonly PersonId[], asked: 'named' | 'kept' = 'kept'): Promise<readonly Circle[]> {
    return this.from(people, await this.store.readMany(people.map((person) => this.key(person))), asked);
  }

  /** Of whoever uses this id now. */
  async ofNamed(person: PersonId): Promise<Circle> {
    const [circle] = await this.ofAll([person], 'named');
    return circle as Circle;
  }

  /**
   * @param readings what is stored under `key` of each; only where somebody is merged, more is read.
   * @param asked whether these are ids as callers give them, or those under which something is kept already: they differ for
   *   devices that are shared.
   */
  async from(
    people: readonly PersonId[],
    readings: readonly Reading<unknown>[],
    asked: 'named' | 'kept',
  ): Promise<readonly Circle[]> {
    const storedAt = (index: number) => readings[index] as Reading<Stored>;
    const ownerAt = (index: number) => storedAt(index).value?.owner;
    const owners = [...new Set(people.map((_, index) => ownerAt(index)).filter((owner) => owner !== undefined))];
    const known = owners.length === 0 ? [] : await this.store.readMany<Stored>(owners.map((owner) => this.key(owner)));
    const readingOf = new Map(owners.map((owner, index) => [owner, known[index] as Reading<Stored>]));
    return people.map((person, index) => {
      const { value, unchanged } = storedAt(index);
      if (asked === 'named' && value?.isShared) return alone(value.kept ?? person, unchanged);
      const owner = ownerAt(index);
      if (owner === undefined) return circleOf(person, storedAt(index));
      const theirs = circleOf(owner, readingOf.get(owner) as Reading<Stored>);
      return { ...theirs, kept: value?.kept ?? person, unchanged: [...theirs.unchanged, unchanged] };
    });
  }

  /** Every id under which something of a person may be kept, the person proper last. What came to their devices later, too. */
  async idsOf({ person, members, anonymousIds }: Circle): Promise<readonly PersonId[]> {
    const devices = await this.store.readMany<Stored>(
      anonymousIds.map((anonymousId) => this.key(personOf({ anonymousId }))),
    );
    const others = members.map((member) => member.person).filter((id) => id !== person);
    return [...others, ...devices.flatMap(({ value }) => (value?.isShared && value.kept) || []), person];
  }

  /** For whom counts what is kept under somebody else, of everybody at once. */
  async owners(): Promise<ReadonlyMap<PersonId, PersonId>> {
    const owners = new Map<PersonId, PersonId>();
    for await (const page of this.store.entries(COLLECTIONS.identity)) {
      for (const { key, value } of page) {
        if (!isAnonymous(key.person as PersonId)) continue;
        const device = key.person as PersonId;
        const stored = value as unknown as StoredDevice;
        const person = stored.owner ?? device;
        for (const part of partsOf(device, stored)) if (part !== person) owners.set(part, person);
      }
    }
    return owners;
  }

  key(person: PersonId): Key {
    return this.store.key(COLLECTIONS.identity, 'links', person);
  }
}

function circleOf(person: PersonId, { value, unchanged }: Reading<Stored>): Circle {
  if (value === undefined) return alone(person, unchanged);
  const { devices = [], kept = person, earlier = [] } = value;
  const own = [kept, ...earlier].map((part) => ({ person: part }));
  const theirs = devices.flatMap(({ parts, since }) => parts.map((part) => ({ person: part, since })));
  const anonymousIds = devices.map(({ anonymousId }) => anonymousId);
  return { person, members: [...own, ...theirs], anonymousIds, kept, unchanged: [unchanged] };
}

function alone(person: PersonId, unchanged: Check): Circle {
  return { person, members: [{ person }], anonymousIds: [], kept: person, unchanged: [unchanged] };
}
