import {
  assertIdentifier,
  type Check,
  type EngineEvents,
  type Identity,
  type IdentityChange,
  type IdentityObstacle,
  type IdentityPair,
  isAnonymous,
  type Key,
  type PersonId,
  type PersonReference,
  personOf,
  readObject,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import type { Circles } from './circles.js';
import { mergeRefused } from './merge-refused.js';
import { merged, obstacleTo, type Sides, type Step, shared, unmerged } from './merge-steps.js';
import { newDevice, newPerson, type StoredDevice, type StoredPerson } from './stored-identity.js';

/** What a commit has to hold for a link to be made with it, and what to tell when it has. */
export interface Linking {
  readonly check: readonly Check[];
  readonly put: readonly { readonly key: Key; readonly value: never }[];
  readonly event: EngineEvents['identity'] | undefined;
  /** Where a device became shared: under whom was kept what came, and is kept what comes. */
  readonly handover?: { readonly from: PersonId; readonly to: PersonId };
}

interface Read extends Sides {
  readonly keys: readonly [device: Key, person: Key];
  readonly unchanged: readonly Check[];
  /** Whether the anonymous id is the user id of somebody known. */
  readonly isKnown: boolean;
}

/** Makes links between devices and people, and takes them back. Both sides change in one commit, or none. */
@injectable()
export class MergeLedger implements Identity {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Circles) private readonly circles: Circles,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  async merge(input: IdentityPair): Promise<void> {
    const pair = readPair(input);
    if (this.settings.identity.isPlaceholder(pair.userId)) throw mergeRefused('blocked', 'userId');
    await this.#commit(async () => {
      const read = await this.#read(pair);
      const obstacle = this.#obstacle(pair, read);
      if (obstacle !== undefined) throw mergeRefused(obstacle, 'anonymousId');
      return read.device.owner === pair.userId ? undefined : linkingOf(read, merged(pair, read, 'merge', this.#now()));
    });
  }

  async unmerge(input: IdentityPair): Promise<void> {
    const pair = readPair(input);
    await this.#commit(async () => {
      const read = await this.#read(pair);
      if (read.device.owner !== pair.userId) {
        throw new SintoniaError('IDENTITY_UNKNOWN', 'The device does not count for this person.', {
          field: 'anonymousId',
        });
      }
      return linkingOf(read, unmerged(pair, read, this.#now()));
    });
  }

  async ledgerOf(reference: PersonReference): Promise<readonly IdentityChange[]> {
    const person = personOf(reference);
    if (isAnonymous(person)) return (await this.#device(person)).changes;
    const { value } = await this.store.read<StoredPerson>(this.circles.key(person));
    const ids = [...(value?.devices ?? []).map(({ anonymousId }) => anonymousId), ...(value?.former ?? [])];
    const devices = await Promise.all(ids.map((anonymousId) => this.#device(personOf({ anonymousId }))));
    return devices
      .flatMap(({ changes }) => changes)
      .filter(({ userId }) => userId === person)
      .sort((a, b) => a.at - b.at);
  }

  /**
   * What `identify` with both ids does to the ledger: it merges; on a device of somebody else it ends that link for what comes
   * from now on; and where something stands against it, it does nothing, because a login must not fail for that.
   */
  async linking(pair: IdentityPair): Promise<Linking> {
    const read = await this.#read(pair);
    const obstacle = this.#obstacle(pair, read);
    if (obstacle === undefined) {
      if (read.device.owner === pair.userId) return { check: read.unchanged, put: [], event: undefined };
      return linkingOf(read, merged(pair, read, 'identify', this.#now()));
    }
    if (obstacle === 'otherPerson') {
      const step = shared(pair.anonymousId, read, this.settings.tenant, this.#now());
      const { kept, earlier } = step.device;
      return { ...linkingOf(read, step), handover: { from: earlier[0] as PersonId, to: kept as PersonId } };
    }
    return { check: read.unchanged, put: [], event: { ...pair, change: 'refused', because: obstacle } };
  }

  /** Those whose ledgers name this one for a link that was taken back. */
  async formerTiesOf(person: PersonId): Promise<readonly PersonId[]> {
    const { value } = await this.store.read<StoredDevice & StoredPerson>(this.circles.key(person));
    const { former = [], changes = [], owner } = value ?? {};
    const owners = new Set(changes.map(({ userId }) => userId).filter((userId) => userId !== owner));
    return [...former.map((anonymousId) => personOf({ anonymousId })), ...owners];
  }

  /** Removes from a ledger the name of somebody erased. */
  async forget(erased: PersonId, person: PersonId): Promise<void> {
    await retryOnConflict(async () => {
      const reading = await this.store.read<StoredDevice & StoredPerson>(this.circles.key(person));
      if (!reading.value) return;
      const value = isAnonymous(person)
        ? { ...reading.value, changes: reading.value.changes.filter(({ userId }) => userId !== erased) }
        : { ...reading.value, former: reading.value.former.filter((id) => personOf({ anonymousId: id }) !== erased) };
      await this.store.commit({ check: [reading.unchanged], put: [{ key: reading.key, value: value as never }] });
    });
  }

  async #commit(step: () => Promise<Linking | undefined>): Promise<void> {
    const event = await retryOnConflict(async () => {
      const linking = await step();
      if (linking) await this.store.commit({ check: linking.check, put: linking.put });
      return linking?.event;
    });
    if (event) this.events.emit('identity', event);
  }

  #obstacle(pair: IdentityPair, read: Read): IdentityObstacle | undefined {
    const { isPlaceholder } = this.settings.identity;
    if (isPlaceholder(pair.anonymousId)) return 'blocked';
    if (read.isKnown) return 'knownPerson';
    return obstacleTo(pair, read, this.settings.identity);
  }

  async #read({ userId, anonymousId }: IdentityPair): Promise<Read> {
    const keys = [this.circles.key(personOf({ anonymousId })), this.circles.key(userId)] as const;
    // An anonymous id that is also somebody's user id: a tracker that mixes them up, or Segment's alias of two known people.
    const namesake = anonymousId === userId || anonymousId.startsWith('~') ? undefined : anonymousId;
    const places = namesake === undefined ? [] : this.#placesOf(namesake);
    const [device, person, ...known] = await this.store.readMany<never>([...keys, ...places]);
    const sides = [device, person] as [Reading<StoredDevice>, Reading<StoredPerson>];
    return {
      keys,
      device: sides[0].value ?? newDevice,
      person: sides[1].value ?? newPerson,
      unchanged: sides.map(({ unchanged }) => unchanged),
      isKnown: known.some(({ value }) => value !== undefined),
    };
  }

  #placesOf(person: PersonId): readonly Key[] {
    return [this.store.key(COLLECTIONS.profile, 'profile', person), this.circles.key(person)];
  }

  async #device(person: PersonId): Promise<StoredDevice> {
    const { value } = await this.store.read<StoredDevice>(this.circles.key(person));
    return value ?? newDevice;
  }

  #now(): number {
    return this.settings.clock.now();
  }
}

function linkingOf({ keys, unchanged }: Read, { device, person, change }: Step): Linking {
  const [deviceKey, personKey] = keys;
  const put = [{ key: deviceKey, value: device as never }];
  // Of a device that is shared only the device's side changes: the person read here is the one who came to it.
  if (change.change !== 'shared') put.push({ key: personKey, value: person as never });
  return { check: unchanged, put, event: change };
}

function readPair(input: IdentityPair): IdentityPair {
  const { userId, anonymousId } = readObject(input, 'input');
  assertIdentifier(anonymousId, 'anonymousId');
  return { userId: personOf({ userId: userId as string }), anonymousId };
}
