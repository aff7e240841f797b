import type { Check, JsonValue, Key, PersonId, Profile, Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Circle, Circles } from '../identity/circles.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { combineProfiles } from './combine-profiles.js';
import type { Derivation } from './derivation.js';
import { type ProfileView, profileOf, type StoredProfile, zoneIn } from './stored-profile.js';

/** Signals of one person that are about to be stored, each under the id that it is kept under. */
export interface SignalArrival {
  readonly circle: Circle;
  readonly signals: readonly Signal[];
}

/** When time alone may change computed traits of these names next; never too late, Infinity for never. */
export type NextChange = (names: ReadonlySet<string>) => number;

/** What is known of a person at a moment. */
export interface ProfileAt {
  readonly profile: () => Profile;
  readonly nextChangeAt: NextChange;
}

/** What was read of somebody, and the checks that it is still so. */
export interface ProfileReading {
  readonly profile: Profile | undefined;
  readonly nextChangeAt: NextChange;
  readonly unchanged: readonly Check[];
}

/** The writes that bring a person's profile up to date, and what it will be then. */
export interface ProfileChange {
  readonly check: readonly Check[];
  readonly put: readonly { readonly key: Key; readonly value: JsonValue }[];
  /** Worked out only for who asks: signals come by the thousand. */
  readonly after: () => ProfileAt;
}

/** What is known about people. What each id of a merged person brought lies apart, and is put together when it is read. */
@injectable()
export class Profiles {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Circles) private readonly circles: Circles,
    @inject(TOKENS.Derivation) private readonly derivation: Derivation,
  ) {}

  /** @param now Windows and calendars go by it. Default: by the clock. */
  async of(person: PersonId, now = this.settings.clock.now()): Promise<Profile> {
    const circle = await this.circles.of(person);
    const [readings] = await this.#readAll([circle]);
    return this.#together(circle, valuesOf(readings ?? []), now).profile();
  }

  /** In the order of `people`, each with the checks that it is still so; undefined where nothing is known. */
  async ofAll(people: readonly PersonId[], now = this.settings.clock.now()): Promise<readonly ProfileReading[]> {
    const circles = await this.circles.ofAll(people);
    return (await this.#readAll(circles)).map((readings, index) => {
      const circle = circles[index] as Circle;
      const { profile, nextChangeAt } = this.#together(circle, valuesOf(readings), now);
      return {
        profile: readings.some(({ value }) => value) ? profile() : undefined,
        nextChangeAt,
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
    const now = this.settings.clock.now();
    const merged = new Set(owners.values());
    const isLeft = new Set(merged);
    for await (const page of this.store.entries(COLLECTIONS.profile)) {
      const met: PersonId[] = [];
      const profiles: Profile[] = [];
      for (const { key, value } of page) {
        const kept = key.person as PersonId;
        const person = owners.get(kept) ?? kept;
        const stored = value as StoredProfile;
        // Whoever is merged has several entries, and comes with the first of them.
        if (merged.has(person)) {
          if (isLeft.delete(person)) met.push(person);
        } else if (this.derivation.isCurrent([stored])) profiles.push(profileOf(person, stored, this.#view([], now)));
        else met.push(person);
      }
      yield [...profiles, ...(await this.ofAll(met, now)).flatMap(({ profile }) => profile ?? [])];
    }
  }

  /**
   * The writes that bring profiles up to date with new signals, for the commit that appends them, in the order of `arrivals`. No
   * person may come twice.
   */
  async changesBy(arrivals: readonly SignalArrival[], now: number): Promise<readonly ProfileChange[]> {
    const read = await this.#readAll(arrivals.map(({ circle }) => circle));
    return arrivals.map(({ circle, signals }, index) => {
      const readings = read[index] as readonly Reading<StoredProfile>[];
      const zone = zoneIn(valuesOf(readings));
      const put: { key: Key; value: StoredProfile }[] = [];
      const next = readings.map(({ key, value }) => {
        const theirs = readings.length === 1 ? signals : signals.filter(({ person }) => person === key.person);
        if (theirs.length === 0) return value;
        const changed = this.derivation.apply(value, theirs, zone);
        put.push({ key, value: changed });
        return changed;
      });
      const check = readings.map(({ unchanged }) => unchanged);
      return { check, put, after: () => this.#together(circle, next, now) };
    });
  }

  /** What is kept under one id, whoever it counts for. */
  read(person: PersonId): Promise<Reading<StoredProfile>> {
    return this.store.read<StoredProfile>(this.key(person));
  }

  key(person: PersonId): Key {
    return this.store.key(COLLECTIONS.profile, 'profile', person);
  }

  /** Of every member, with what is derived from signals current. */
  async #readAll(circles: readonly Circle[]): Promise<readonly (readonly Reading<StoredProfile>[])[]> {
    return retryOnConflict(async () => {
      const found = await this.#readMembers(circles);
      if (found.every((readings) => this.derivation.isCurrent(valuesOf(readings)))) return found;
      const fresh: (readonly Reading<StoredProfile>[])[] = [];
      for (const readings of found) fresh.push(await this.derivation.refreshed(readings));
      return fresh;
    });
  }

  #together({ person, anonymousIds }: Circle, stored: readonly (StoredProfile | undefined)[], now: number): ProfileAt {
    const { traits } = this.settings;
    return {
      profile: () => profileOf(person, combineProfiles(stored, traits), this.#view(anonymousIds, now)),
      nextChangeAt: (names: ReadonlySet<string>) => {
        const states = combineProfiles(stored, traits).derived?.traits ?? {};
        return names.size === 0 ? Infinity : traits.nextChangeAt(states, { now, zone: zoneIn(stored) }, names);
      },
    };
  }

  #view(anonymousIds: readonly string[], now: number): ProfileView {
    return { anonymousIds, computed: this.settings.traits, now };
  }

  /** In one read for all circles. */
  async #readMembers(circles: readonly Circle[]): Promise<readonly (readonly Reading<StoredProfile>[])[]> {
    const keys = circles.flatMap(({ members }) => members.map(({ person }) => this.key(person)));
    const readings = (await this.store.readMany<StoredProfile>(keys)).values();
    return circles.map(({ members }) => members.map(() => readings.next().value as Reading<StoredProfile>));
  }
}

function valuesOf(readings: readonly Reading<StoredProfile>[]): readonly (StoredProfile | undefined)[] {
  return readings.map(({ value }) => value);
}
