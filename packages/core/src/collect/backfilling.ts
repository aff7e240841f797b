import {
  type BackfillOptions,
  type BackfillPage,
  type BackfillReport,
  type Collected,
  isSintoniaError,
  type JsonValue,
  readMoment,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { CollectedTaking } from './collected-taking.js';

type Counts = Omit<BackfillReport, 'collector'>;

/** How far a backfill is, for whoever goes on with it. */
interface Progress extends Counts {
  readonly since: number;
  readonly checkpoint?: JsonValue;
}

/** A collect takes no more at once. */
const MOST_SIGNALS = 10_000;

/**
 * Takes a collector's history, page by page: each is durable before it is noted that it is done. After a crash it goes on behind the
 * last noted page; what comes twice is told by its ids.
 */
@injectable()
export class Backfilling {
  constructor(
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.CollectedTaking) private readonly taking: CollectedTaking,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** @throws SINTONIA_COLLECTOR_UNKNOWN, SINTONIA_ABORTED, SINTONIA_PLUGIN_FAILED, and what a platform's errors say. */
  async backfill(name: string, { since: moment, abort }: BackfillOptions = {}): Promise<BackfillReport> {
    const since = moment === undefined ? 0 : readMoment(moment, 'since');
    const collector = this.parts.collectors.get(name);
    if (!collector?.backfill) {
      throw new SintoniaError('COLLECTOR_UNKNOWN', 'No collector of this name is installed that has a history.', {
        field: 'collector',
      });
    }
    const signal = abort ?? new AbortController().signal;
    const key = this.store.key(COLLECTIONS.backfill, name);
    let progress = await this.#earlier(key, since);
    const { checkpoint } = progress;
    try {
      for await (const page of collector.backfill({
        since,
        abort: signal,
        ...(checkpoint !== undefined && { checkpoint }),
      })) {
        assertOn(signal);
        progress = await this.#takePage(page, progress);
        await this.store.commit({ put: [{ key, value: { ...progress } }] });
        const { fraction } = page;
        this.events.emit('backfill', { ...countsOf(name, progress), ...(fraction !== undefined && { fraction }) });
      }
      assertOn(signal);
    } catch (cause) {
      if (isSintoniaError(cause)) throw cause;
      assertOn(signal);
      throw new SintoniaError('PLUGIN_FAILED', `The collector ${name} could not read its history.`, { cause });
    }
    await this.store.commit({ delete: [key] });
    return countsOf(name, progress);
  }

  async #earlier(key: ReturnType<TenantStore['key']>, since: number): Promise<Progress> {
    const { value } = await this.store.read<Progress>(key);
    return value?.since === since ? value : { since, pages: 0, accepted: 0, duplicates: 0, refused: 0 };
  }

  async #takePage(page: BackfillPage, { pages, ...before }: Progress): Promise<Progress> {
    const counts = { accepted: before.accepted, duplicates: before.duplicates, refused: before.refused };
    for (const part of partsOf(page)) {
      const result = await this.taking.take(part);
      counts.accepted += result.accepted;
      counts.duplicates += result.duplicates.length;
      counts.refused += result.refused.length;
    }
    const { checkpoint } = page;
    return { since: before.since, pages: pages + 1, ...counts, ...(checkpoint !== undefined && { checkpoint }) };
  }
}

/** What is about people and items goes with the first signals, and erasures with the last. */
function partsOf({ signals = [], erasures = [], ...others }: Collected): readonly Collected[] {
  if (signals.length <= MOST_SIGNALS) return [{ ...others, signals, erasures }];
  const parts: Collected[] = [];
  for (let from = 0; from < signals.length; from += MOST_SIGNALS) {
    const some = { signals: signals.slice(from, from + MOST_SIGNALS) };
    parts.push(from === 0 ? { ...others, ...some } : some);
  }
  return [...parts, { erasures }];
}

function countsOf(collector: string, { pages, accepted, duplicates, refused }: Counts): BackfillReport {
  return { collector, pages, accepted, duplicates, refused };
}

function assertOn(abort: AbortSignal): void {
  if (abort.aborted)
    throw new SintoniaError('ABORTED', 'The backfill was aborted. It goes on where it was when it is called again.');
}
