import type { Check, JsonValue, Key, PersonId, Profile, Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { Circle, Circles } from '../identity/circles.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { applySignals } from './apply-signals.js';
import { combineProfiles } from './combine-profiles.js';
import { emptyProfile, profileOf, type StoredProfile } from './stored-profile.js';

/** Signals of one person that are about to be stored, each under the id that it is kept under. */
export interface SignalArrival {
  readonly circle: Circle;
  readonly signals: readonly Signal[];
}

/** What was read of somebody, and the checks that it is still so. */
export interface ProfileReading {
  readonly profile: Profile | undefined;
  readonly unchanged: readonly Check[];
}

/** The writes that bring a person's profile up to date, and what it will be then. */
export interface ProfileChange {
  readonly check: readonly Check[];
  readonly put: readonly { readonly key: Key; readonly value: JsonValue }[];
  readonly profile: Profile;
}

/** What is known about people. What each id of a merged person brought lies apart, and is put together when it is read. */
@injectable()
export class Profiles {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.Circles) private readonly circles: Circles,
  ) {}

  async of(person: PersonId): Promise<Profile> {
    const circle = await this.circles.of(person);
    const [readings] = await this.#readAll([circle]);
    return together(circle, valuesOf(readings ?? []));
  }

  /** In the order of `people`, each with the checks that it is still so; undefined where nothing is known. */
  async ofAll(people: readonly PersonId[]): Promise<readonly ProfileReading[]> {
    const circles = await this.circles.ofAll(people);
    return (await this.#readAll(circles)).map((readings, index) => {
      const circle = circles[index] as Circle;
      return {
        profile: readings.some(({ value }) => value) ? together(circle, valuesOf(readings)) : undefined,
        unchanged: [...circle.unchanged, ...readings.map(({ unchanged }) => unchanged)],
      };
    });
  }

  /**
   * Everybody's, by pages.
   *
   * @param owners for whom counts what is kept under somebody else, as `Circles.owners` says.
   */
  async *all(owners: ReadonlyMap<PersonId, PersonId>): AsyncGenerator<readonly Profile[]> {
    const merged = new Set(owners.values());
    const isLeft = new Set(merged);
    for await (const page of this.store.entries(COLLECTIONS.profile)) {
      const met: PersonId[] = [];
      const profiles: Profile[] = [];
      for (const { key, value } of page) {
        const kept = key.person as PersonId;
        const person = owners.get(kept) ?? kept;
        // Whoever is merged has several entries, and comes with the first of them.
        if (!merged.has(person)) profiles.push(profileOf(person, value as StoredProfile));
        else if (isLeft.delete(person)) met.push(person);
      }
      yield [...profiles, ...(await this.ofAll(met)).flatMap(({ profile }) => profile ?? [])];
    }
  }

  /**
   * The writes that bring profiles up to date with new signals, for the commit that appends them, in the order of `arrivals`. No
   * person may come twice.
   */
  async changesBy(arrivals: readonly SignalArrival[]): Promise<readonly ProfileChange[]> {
    const read = await this.#readAll(arrivals.map(({ circle }) => circle));
    return arrivals.map(({ circle, signals }, index) => {
      const readings = read[index] as readonly Reading<StoredProfile>[];
      const next = readings.map(({ key, value }) => {
        const theirs = signals.filter(({ person }) => person === key.person);
        return theirs.length === 0
          ? value
          : applySignals(value ?? emptyProfile, theirs, (type) => this.registry.of(type));
      });
      const changed = readings.flatMap((reading, place) =>
        next[place] === reading.value ? [] : { key: reading.key, value: next[place] as StoredProfile },
      );
      return { check: readings.map(({ unchanged }) => unchanged), put: changed, profile: together(circle, next) };
    });
  }

  /** What is kept under one id, whoever it counts for. */
  read(person: PersonId): Promise<Reading<StoredProfile>> {
    return this.store.read<StoredProfile>(this.key(person));
  }

  key(person: PersonId): Key {
    return this.store.key(COLLECTIONS.profile, 'profile', person);
  }

  /** Of every member, in one read for all circles. */
  async #readAll(circles: readonly Circle[]): Promise<readonly (readonly Reading<StoredProfile>[])[]> {
    const keys = circles.flatMap(({ members }) => members.map(({ person }) => this.key(person)));
    const readings = (await this.store.readMany<StoredProfile>(keys)).values();
    return circles.map(({ members }) => members.map(() => readings.next().value as Reading<StoredProfile>));
  }
}

function valuesOf(readings: readonly Reading<StoredProfile>[]): readonly (StoredProfile | undefined)[] {
  return readings.map(({ value }) => value);
}

function together({ person, anonymousIds }: Circle, stored: readonly (StoredProfile | undefined)[]): Profile {
  return profileOf(person, combineProfiles(stored), anonymousIds);
}
