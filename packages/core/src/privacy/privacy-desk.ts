import {
  assertIdentifier,
  type ConsentChange,
  type ConsentEvent,
  type ConsentState,
  type ErasureReport,
  type JsonValue,
  type Moment,
  type PersonalData,
  type PersonReference,
  type Plugin,
  type Privacy,
  personOf,
  readMoment,
  referenceOf,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { Profiles } from '../profile/profiles.js';
import type { Settings } from '../settings.js';
import { PERSONAL_COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { ConsentLedger } from './consent-ledger.js';

/** Where people say yes and no, see what is held about them, and have it removed. */
@injectable()
export class PrivacyDesk implements Privacy {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.Exposures) private readonly exposures: ExposureLog,
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
    const person = personOf(reference);
    const at = reference.at === undefined ? undefined : readMoment(reference.at, 'at');
    const { events } = await this.ledger.of(person);
    return Object.fromEntries(
      this.ledger.purposesIn(events).map((purpose) => [purpose, this.ledger.stateOf(events, purpose, at)]),
    );
  }

  async export(reference: PersonReference): Promise<PersonalData> {
    const person = personOf(reference);
    await this.exposures.flush();
    const signals: JsonValue[] = [];
    for await (const page of this.store.signals(person)) signals.push(...(page as unknown as JsonValue[]));
    const entries: Record<string, JsonValue[]> = {};
    for (const collection of PERSONAL_COLLECTIONS) {
      const values: JsonValue[] = [];
      for await (const page of this.store.entries(collection, person)) {
        values.push(...page.map((entry) => entry.value as JsonValue));
      }
      entries[collection] = values;
    }
    const plugins: Record<string, JsonValue> = {};
    for (const plugin of this.parts.plugins) {
      if (!plugin.export) continue;
      plugins[plugin.name] = (await asking(plugin, 'export', () => plugin.export?.(referenceOf(person)))) ?? null;
    }
    return { consent: (await this.ledger.of(person)).events, signals, entries, plugins };
  }

  async erase(reference: PersonReference): Promise<ErasureReport> {
    const person = personOf(reference);
    // The mark comes first: from here on nothing older is taken in again, whatever fails below. A sender's clock may be ahead
    // of ours, so what was collected last counts, too.
    const { lastSeenAt = 0 } = await this.profiles.of(person);
    await this.ledger.markErased(person, Math.max(this.settings.clock.now(), lastSeenAt));
    await this.exposures.forget(person);
    const removed = await this.store.erase(person);
    const told: string[] = [];
    for (const plugin of this.parts.plugins) {
      if (!plugin.erase) continue;
      await asking(plugin, 'erase', () => plugin.erase?.(referenceOf(person)));
      told.push(plugin.name);
    }
    this.events.emit('erased', { person });
    return { ...removed, plugins: told };
  }

  async #change(change: PersonReference & ConsentChange, granted: boolean): Promise<void> {
    const person = personOf(change);
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
    await this.ledger.add(person, change.purposes.map(said));
    this.events.emit('consent', { person, purposes: change.purposes, granted });
  }
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
