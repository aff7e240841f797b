import {
  assertBoundedJson,
  assertIdentifier,
  type IdentifyInput,
  type JsonObject,
  type PersonId,
  type Profile,
  personOf,
  readMoment,
  readObject,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Circles } from '../identity/circles.js';
import type { Linking, MergeLedger } from '../identity/merge-ledger.js';
import type { ConsentLedger, ConsentRecord } from '../privacy/consent-ledger.js';
import type { Memberships } from '../segment/memberships.js';
import type { Settings } from '../settings.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { TenantStore } from '../store/tenant-store.js';
import { newestTraits } from './newest-traits.js';
import type { Profiles } from './profiles.js';
import { readTraits } from './read-traits.js';
import { emptyProfile } from './stored-profile.js';

const nothing: Linking = { check: [], put: [], event: undefined };

/** Takes what is told about people, and has devices count for them: in one commit. */
@injectable()
export class Identification {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Circles) private readonly circles: Circles,
    @inject(TOKENS.ConsentLedger) private readonly consent: ConsentLedger,
    @inject(TOKENS.MergeLedger) private readonly ledger: MergeLedger,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Memberships) private readonly memberships: Memberships,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** @throws SINTONIA_INPUT_*, SINTONIA_PERSON_MISSING, SINTONIA_IDENTIFIER_BLOCKED; nothing is changed then. */
  async identify(input: IdentifyInput): Promise<Profile> {
    const { userId, anonymousId, traits = {}, updatedAt } = readObject(input, 'input') as unknown as IdentifyInput;
    const named = personOf({ userId, anonymousId });
    const isKnown = userId !== undefined && userId !== null;
    const isBoth = isKnown && anonymousId !== undefined && anonymousId !== null;
    if (isBoth) assertIdentifier(anonymousId, 'anonymousId');
    if (isKnown && this.settings.identity.isPlaceholder(named)) {
      throw new SintoniaError('IDENTIFIER_BLOCKED', 'userId is a placeholder that names nobody.', { field: 'userId' });
    }
    const told = readTraits(traits);
    const now = this.settings.clock.now();
    // A clock that runs ahead must not keep out what comes later.
    const at = updatedAt === undefined ? undefined : Math.min(now, readMoment(updatedAt, 'updatedAt'));
    const event = await retryOnConflict(async () => {
      const erasure = at === undefined ? undefined : await this.#erasureOf(named);
      if (erasure?.at !== undefined && (at as number) <= erasure.at) return undefined;
      const linking = isBoth ? await this.ledger.linking({ userId: named, anonymousId }) : nothing;
      const { event, handover } = linking;
      const inherited = handover ? await this.consent.inheritance(handover) : nothing;
      const circle = await this.circles.ofNamed(named);
      const { key, value = emptyProfile, unchanged } = await this.profiles.read(circle.kept);
      const { news, ...asOf } = newestTraits(value, told, at, now);
      const traits = withTold(value.traits, news, isBoth || circle.kept !== named || circle.members.length > 1);
      const next = { ...value, traits, ...asOf };
      await this.store.commit({
        check: [...linking.check, ...inherited.check, ...(erasure?.unchanged ?? []), unchanged],
        put: [...linking.put, ...inherited.put, { key, value: next }],
      });
      return event;
    });
    if (event) this.events.emit('identity', event);
    const person = await this.circles.current(named);
    await this.memberships.settle([person], now);
    return this.profiles.of(person);
  }

  /** Late news of somebody who was erased since is not taken in again. */
  async #erasureOf(named: PersonId) {
    const [record] = (await this.consent.ofAll([named], 'named')) as [ConsentRecord];
    return { at: record.erasedAt, unchanged: record.unchanged };
  }
}

/** Of somebody merged a trait that is removed stays as `null`: so it also hides what a device was told under its name. */
function withTold(known: JsonObject, told: JsonObject, isMerged: boolean): JsonObject {
  const traits = Object.entries({ ...known, ...told }).filter(([, trait]) => isMerged || trait !== null);
  // Many small calls must not add up to what no single one may bring.
  assertBoundedJson(Object.fromEntries(traits), 'traits');
  return Object.fromEntries(traits);
}
