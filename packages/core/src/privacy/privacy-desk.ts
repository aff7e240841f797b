import {
  assertIdentifier,
  type ConsentChange,
  type ConsentEvent,
  type ConsentState,
  type ErasureReport,
  isAnonymous,
  type JsonValue,
  type Moment,
  type PendingRequest,
  type PersonalData,
  type PersonId,
  type PersonReference,
  type Plugin,
  type Privacy,
  personNamed,
  readMoment,
  referenceOf,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Circle, Circles } from '../identity/circles.js';
import type { MergeLedger } from '../identity/merge-ledger.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { Profiles } from '../profile/profiles.js';
import type { Settings } from '../settings.js';
import { PERSONAL_COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { ConsentLedger } from './consent-ledger.js';
import type { ConsentRecord } from './consent-record.js';
import type { PrivacyRequests } from './privacy-requests.js';

/** Where people say yes and no, see what is held about them, and have it removed. */
@injectable()
export class PrivacyDesk implements Privacy {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Circles) private readonly circles: Circles,
    @inject(TOKENS.MergeLedger) private readonly merges: MergeLedger,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.Exposures) private readonly exposures: ExposureLog,
    @inject(TOKENS.PrivacyRequests) private readonly pending: PrivacyRequests,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  grant(change: PersonReference & ConsentChange): Promise<void> {
    return this.#change(change, true);
  }

  withdraw(change: PersonReference & ConsentChange): Promise<void> {
    return this.#change(change, false);
  }

  async stateAt(
    reference: PersonReference & { readonly at?: Moment },
  ): Promise<Readonly<Record<string, ConsentState>>> {
    const named = this.#named(reference);
    const at = reference.at === undefined ? undefined : readMoment(reference.at, 'at');
    const [record] = (await this.ledger.ofAll([named], 'named')) as [ConsentRecord];
    return Object.fromEntries(
      this.ledger.purposesIn(record).map((purpose) => [purpose, this.ledger.stateOf(record, purpose, at)]),
    );
  }

  async export(reference: PersonReference): Promise<PersonalData> {
    const named = this.#named(reference);
    const circle = await this.circles.ofNamed(named);
    const people = circle.members.map(({ person }) => person);
    await this.exposures.flush();
    const signals: JsonValue[] = [];
    for (const person of people) {
      for await (const page of this.store.signals(person)) signals.push(...(page as unknown as JsonValue[]));
    }
    const entries: Record<string, JsonValue[]> = {};
    for (const collection of PERSONAL_COLLECTIONS) {
      const values: JsonValue[] = [];
      for (const person of people) {
        for await (const page of this.store.entries(collection, person)) {
          values.push(...page.map((entry) => entry.value as JsonValue));
        }
      }
      entries[collection] = values;
    }
    const plugins: Record<string, JsonValue> = {};
    for (const plugin of this.parts.plugins) {
      if (!plugin.export) continue;
      const held: JsonValue[] = [];
      for (const each of referencesOf(named, circle)) {
        held.push((await asking(plugin, 'export', () => plugin.export?.(each))) ?? null);
      }
      plugins[plugin.name] = held.length === 1 ? (held[0] as JsonValue) : held;
    }
    const { ledgers } = await this.ledger.of(circle.person);
    // What was said by way of another id lies in the ledger of that one, too.
    const consent = ledgers.flat().filter(({ via }) => via === undefined || !people.includes(via));
    return { consent, signals, entries, plugins };
  }

  /** @param except a plugin that is not to be told. */
  async erase(reference: PersonReference, except?: string): Promise<ErasureReport> {
    const named = this.#named(reference);
    const circle = await this.circles.ofNamed(named);
    const { person } = circle;
    const ids = await this.circles.idsOf(circle);
    // The marks come first: from here on nothing older is taken in again, whatever fails below. A sender's clock may be ahead
    // of ours, so what was collected last counts, too.
    const { lastSeenAt = 0 } = await this.profiles.of(person);
    const until = Math.max(this.settings.clock.now(), lastSeenAt);
    for (const id of ids) await this.ledger.markErased(id, until);
    let [signals, entries] = [0, 0];
    // The person proper last: that entry knows the others, for whoever has to repeat this.
    for (const id of ids) {
      await this.exposures.forget(id);
      await this.#forgetTies(id);
      const removed = await this.store.erase(id);
      signals += removed.signals;
      entries += removed.entries;
    }
    const told: string[] = [];
    for (const plugin of this.parts.plugins) {
      if (!plugin.erase || plugin.name === except) continue;
      for (const each of referencesOf(named, circle)) await asking(plugin, 'erase', () => plugin.erase?.(each));
      told.push(plugin.name);
    }
    this.events.emit('erased', { person });
    return { signals, entries, plugins: told };
  }

  requests(): Promise<readonly PendingRequest[]> {
    return this.pending.all();
  }

  settle(id: string): Promise<void> {
    return this.pending.settle(id);
  }

  async #forgetTies(id: PersonId): Promise<void> {
    for (const other of await this.merges.formerTiesOf(id)) {
      await this.merges.forget(id, other);
      await this.ledger.forget(id, other);
    }
  }

  /** Whose rights these are is not for us to doubt: here a placeholder is taken by its word where nothing else is given. */
  #named(reference: PersonReference): PersonId {
    const hasOther = typeof reference?.anonymousId === 'string';
    return personNamed(reference, (id) => hasOther && this.settings.identity.isPlaceholder(id));
  }

  async #change(change: PersonReference & ConsentChange, granted: boolean): Promise<void> {
    const named = granted ? personNamed(change, this.settings.identity.isPlaceholder) : this.#named(change);
    if (!Array.isArray(change.purposes) || change.purposes.length === 0 || change.purposes.length > 100) {
      throw new SintoniaError('INPUT_INVALID', 'purposes must be a list of 1 to 100 names.', { field: 'purposes' });
    }
    for (const [index, purpose] of change.purposes.entries()) assertIdentifier(purpose, `purposes[${index}]`);
    if (change.source !== undefined) assertIdentifier(change.source, 'source');
    if (change.policy !== undefined) assertIdentifier(change.policy, 'policy');
    const at = this.settings.clock.now();
    const said = (purpose: string): ConsentEvent => ({
      purpose,
      granted,
      at,
      ...(change.source === undefined ? {} : { source: change.source }),
      ...(change.policy === undefined ? {} : { policy: change.policy }),
    });
    await this.ledger.add(named, () => change.purposes.map(said));
    const person = await this.circles.current(named);
    this.events.emit('consent', { person, purposes: change.purposes, granted });
  }
}

/** As plugins know the person: a device by its own id, whatever we keep its data under. */
function referencesOf(named: PersonId, { person, anonymousIds }: Circle): readonly PersonReference[] {
  return [referenceOf(isAnonymous(person) ? named : person), ...anonymousIds.map((anonymousId) => ({ anonymousId }))];
}

/** Half an answer about privacy is none: whoever asked must hear that a plugin failed, and can ask again. */
async function asking<Answer>(plugin: Plugin, what: string, ask: () => Answer): Promise<Awaited<Answer>> {
  try {
    return await ask();
  } catch (cause) {
    throw new SintoniaError('PLUGIN_FAILED', `The plugin ${plugin.name} could not ${what}. Try again.`, {
      details: { plugin: plugin.name },
      cause,
    });
  }
}
