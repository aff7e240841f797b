import {
  assertBoundedJson,
  assertIdentifier,
  type Check,
  type IdentifyInput,
  type JsonObject,
  type JsonValue,
  type Key,
  type PersonId,
  type Profile,
  personOf,
  readJsonObject,
  readObject,
  type Signal,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { applySignals } from './apply-signals.js';
import { emptyProfile, profileOf, type StoredProfile } from './stored-profile.js';

const MOST_DEVICES = 100;
const LONGEST_TRAIT = 10_000;

/** What was read of somebody, and the check that it is still so. */
export interface ProfileReading {
  readonly profile: Profile | undefined;
  readonly unchanged: Check;
}

/** The write that brings a profile up to date, and what it will be then. */
export interface ProfileChange {
  readonly check: Check;
  readonly put: { readonly key: Key; readonly value: JsonValue };
  readonly profile: Profile;
}

/** What is known about people. */
@injectable()
export class Profiles {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
  ) {}

  async of(person: PersonId): Promise<Profile> {
    const { value } = await this.#read(person);
    return profileOf(person, value);
  }

  /** In the order of `people`, each with the check that it is still so; undefined where nothing is known. */
  async ofAll(people: readonly PersonId[]): Promise<readonly ProfileReading[]> {
    const readings = await this.store.readMany<StoredProfile>(people.map((person) => this.#key(person)));
    return readings.map(({ key, value, unchanged }) => ({
      profile: value && profileOf(key.person as PersonId, value),
      unchanged,
    }));
  }

  /** Everybody's, by pages. */
  async *all(): AsyncGenerator<readonly Profile[]> {
    for await (const page of this.store.entries(COLLECTIONS.profile)) {
      yield page.map(({ key, value }) => profileOf(key.person as PersonId, value as StoredProfile));
    }
  }

  /** The writes that bring profiles up to date with new signals, for the commit that appends them. */
  async changesBy(signals: ReadonlyMap<PersonId, readonly Signal[]>): Promise<readonly ProfileChange[]> {
    const readings = await this.store.readMany<StoredProfile>([...signals.keys()].map((person) => this.#key(person)));
    return [...signals.values()].map((theirs, index) => {
      const { key, value, unchanged } = readings[index] as Reading<StoredProfile>;
      const next = applySignals(value ?? emptyProfile, theirs, (type) => this.registry.of(type));
      return { check: unchanged, put: { key, value: next }, profile: profileOf(key.person as PersonId, next) };
    });
  }

  /** @throws SINTONIA_INPUT_*, SINTONIA_PERSON_MISSING; nothing is changed then. */
  async identify(input: IdentifyInput): Promise<Profile> {
    const { userId, anonymousId, traits = {} } = readObject(input, 'input') as unknown as IdentifyInput;
    if (userId === undefined || userId === null) {
      throw new SintoniaError('PERSON_MISSING', 'Whoever is identified needs a userId.', { field: 'userId' });
    }
    const person = personOf({ userId });
    if (anonymousId !== undefined) assertIdentifier(anonymousId, 'anonymousId');
    const told = readTraits(traits);
    return retryOnConflict(async () => {
      const { key, value = emptyProfile, unchanged } = await this.#read(person);
      const kept = Object.entries({ ...value.traits, ...told }).filter(([, trait]) => trait !== null);
      // Many small calls must not add up to what no single one may bring.
      assertBoundedJson(Object.fromEntries(kept), 'traits');
      const next: StoredProfile = {
        ...value,
        traits: Object.fromEntries(kept),
        anonymousIds:
          anonymousId === undefined
            ? value.anonymousIds
            : [...new Set([anonymousId, ...value.anonymousIds])].slice(0, MOST_DEVICES),
      };
      await this.store.commit({ check: [unchanged], put: [{ key, value: next }] });
      return profileOf(person, next);
    });
  }

  #read(person: PersonId) {
    return this.store.read<StoredProfile>(this.#key(person));
  }

  #key(person: PersonId): Key {
    return this.store.key(COLLECTIONS.profile, 'profile', person);
  }
}

const textTraits = ['email', 'phone', 'firstName', 'lastName', 'birthday', 'locale', 'timezone'];

function readTraits(input: unknown): JsonObject {
  const traits = readJsonObject(input, 'traits');
  for (const name of textTraits) {
    const value = traits[name];
    if (value === undefined || value === null) continue;
    const field = `traits.${name}`;
    if (typeof value !== 'string' || value.length > LONGEST_TRAIT) {
      throw new SintoniaError('INPUT_INVALID', `${field} must be a text.`, { field });
    }
    if (name === 'timezone' && !isTimeZone(value)) {
      throw new SintoniaError('INPUT_INVALID', `${field} must be an IANA zone such as Europe/Madrid.`, { field });
    }
  }
  return traits;
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
