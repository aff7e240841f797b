import {
  assertIdentifier,
  type Destination,
  type PersonReference,
  type PersonUpdate,
  personOf,
  readInteger,
  SintoniaError,
  type SyncOptions,
  type SyncReport,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Installed, InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { People } from '../profile/people.js';
import type { Profiles } from '../profile/profiles.js';
import type { RecommendationService } from '../recommend/recommendation-service.js';
import type { SegmentService } from '../segment/segment-service.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';
import { fingerprint, personUpdate } from './person-update.js';

const BATCH = 100;

interface Wanted {
  readonly names: readonly string[];
  readonly picks: number;
}

/** What is to be written of one person, unless it is what was written last. */
interface Pending {
  readonly update: PersonUpdate;
  readonly key: ReturnType<TenantStore['key']>;
  readonly print: string;
}

/** Writes what we found out about people to another system. What was written lies beside each person, so that it can go on anywhere. */
@injectable()
export class Syncing {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.People) private readonly people: People,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Segments) private readonly segments: SegmentService,
    @inject(TOKENS.Recommendations) private readonly recommendations: RecommendationService,
  ) {}

  /** @throws SINTONIA_DESTINATION_UNKNOWN, SINTONIA_ABORTED, and what the destination throws; what was written until then counts. */
  async sync(name: string, options: SyncOptions = {}): Promise<SyncReport> {
    const installed = this.parts.destinations.get(name);
    if (!installed) {
      throw new SintoniaError('DESTINATION_UNKNOWN', 'No destination of this name is installed.', {
        field: 'destination',
      });
    }
    const { traits = [], picks = 0, abort = new AbortController().signal } = options;
    for (const [index, trait] of traits.entries()) assertIdentifier(trait, `traits[${index}]`);
    const wanted = { names: traits, picks: readInteger(picks, 'picks', { min: 0, max: 100 }) };
    const counts = { written: 0, unchanged: 0, withheld: 0, failed: 0 };
    const limit = installed.part.limits?.batch ?? BATCH;
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const page = await this.people.page({ limit, after });
      if (abort.aborted) throw new SintoniaError('ABORTED', 'The sync was aborted. The next one goes on where it was.');
      const pending: Pending[] = [];
      for (const person of page.members) {
        const found = await this.#pendingOf(person, installed, wanted);
        if (typeof found === 'string') counts[found]++;
        else pending.push(found);
      }
      const written = await this.#write(installed.part, pending, abort);
      counts.written += written;
      counts.failed += pending.length - written;
      after = page.next;
    }
    return { destination: name, ...counts };
  }

  async #pendingOf(
    reference: PersonReference,
    { part, purposes }: Installed<Destination>,
    { names, picks }: Wanted,
  ): Promise<Pending | 'unchanged' | 'withheld'> {
    const person = personOf(reference);
    const key = this.store.key(COLLECTIONS.synced, part.name, person);
    const [consent, last] = await Promise.all([
      this.ledger.of(person),
      this.store.read<{ readonly print: string }>(key),
    ]);
    const agrees = ['personalisation', ...purposes].every((purpose) => this.ledger.allows(consent, purpose));
    if (!agrees && last.value === undefined) return 'withheld';
    const update = agrees
      ? personUpdate(reference, await this.profiles.of(person), {
          names,
          memberships: (await this.segments.of(reference)).memberships,
          ...(picks > 0 && { picks: await this.#picks(reference, picks) }),
        })
      : { person: reference, traits: {}, segments: [] };
    const print = fingerprint(update);
    if (last.value?.print === print) return agrees ? 'unchanged' : 'withheld';
    return { update, key, print };
  }

  async #picks(reference: PersonReference, limit: number): Promise<readonly string[]> {
    const { picks } = await this.recommendations.prepare({ ...reference, limit });
    return picks.map(({ itemId }) => itemId);
  }

  async #write(destination: Destination, pending: readonly Pending[], abort: AbortSignal): Promise<number> {
    if (pending.length === 0) return 0;
    const words = await destination.write(
      pending.map(({ update }) => update),
      { abort },
    );
    const at = this.settings.clock.now();
    // What the destination doesn't speak of is not taken for written.
    const done = pending.filter((_, index) => index < words.length && words[index] === undefined);
    if (done.length > 0) {
      await this.store.commit({ put: done.map(({ key, print }) => ({ key, value: { print, at } })) });
    }
    return done.length;
  }
}
