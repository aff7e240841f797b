import {
  assertIdentifier,
  type Check,
  type Purpose,
  readInteger,
  readObject,
  readOneOf,
  SintoniaError,
  type SuppressibleAddress,
  type Suppression,
  type Suppressions,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../../container/tokens.js';
import type { Settings } from '../../settings.js';
import { COLLECTIONS } from '../../store/collections.js';
import { retryOnConflict } from '../../store/retry-on-conflict.js';
import type { Reading, TenantStore } from '../../store/tenant-store.js';
import type { AddressMarks } from './address-marks.js';
import { type SuppressionRecord, suppressionIn, withReason } from './suppression-record.js';

const PAGE = 1_000;
/** No address of any channel is longer. */
const LONGEST_ADDRESS = 4_096;

/** What stands against writing to an address, and the check that says "still nothing else does". */
export interface Standing {
  readonly suppression: Omit<Suppression, 'channel' | 'mark'> | undefined;
  readonly unchanged: Check;
}

/** Addresses that must not be written to: by marks that name nobody, for the whole tenant, whoever is erased. */
@injectable()
export class SuppressionList implements Suppressions {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.AddressMarks) private readonly marks: AddressMarks,
  ) {}

  async add(input: SuppressibleAddress & { readonly stops?: Suppression['stops'] }): Promise<void> {
    const stops = readOneOf(input?.stops ?? 'everything', 'stops', ['everything', 'allButService']);
    await this.#change(input, (record) => withReason(record, 'manual', { stops, at: this.settings.clock.now() }));
  }

  async remove(input: SuppressibleAddress): Promise<void> {
    // Of an address that was never on the list nothing is kept.
    await this.#change(input, (record) => record && { reasons: {}, clearedAt: this.settings.clock.now() });
  }

  async has(input: SuppressibleAddress): Promise<boolean> {
    const { channel, mark } = await this.#marked(input);
    return suppressionIn((await this.read(channel, mark)).value) !== undefined;
  }

  async list(query: Parameters<Suppressions['list']>[0] = {}): Promise<readonly Suppression[]> {
    const { channel, after, limit = PAGE } = query;
    if (channel !== undefined) assertIdentifier(channel, 'channel');
    const most = readInteger(limit, 'limit', { min: 1, max: 10_000 });
    const found: Suppression[] = [];
    let from = after === undefined ? undefined : this.#key(after.channel, after.mark);
    while (found.length < most) {
      const page = await this.store.list(COLLECTIONS.suppression, {
        limit: most,
        after: from,
        ...(channel === undefined ? {} : { prefix: folderOf(channel) }),
      });
      for (const { key, value } of page) {
        const suppression = suppressionIn(value as unknown as SuppressionRecord);
        // Entries of addresses that were taken off the list stay, for what is reported late.
        if (suppression !== undefined && found.length < most) found.push({ ...namesIn(key.id), ...suppression });
      }
      if (page.length < most) break;
      from = page.at(-1)?.key;
    }
    return found;
  }

  read(channel: string, mark: string): Promise<Reading<SuppressionRecord>> {
    return this.store.read(this.#key(channel, mark));
  }

  /** Of several marks, in their order, in one read. */
  async standings(
    marked: readonly { readonly channel: string; readonly mark: string }[],
  ): Promise<readonly Standing[]> {
    const readings = await this.store.readMany<SuppressionRecord>(
      marked.map(({ channel, mark }) => this.#key(channel, mark)),
    );
    return readings.map(({ value, unchanged }) => ({ suppression: suppressionIn(value), unchanged }));
  }

  /** Of an address. Undefined where no address was ever noted. */
  async standingOf(channel: string, address: string): Promise<Standing | undefined> {
    const mark = await this.marks.ifAny(channel, address);
    return mark === undefined ? undefined : (await this.standings([{ channel, mark }]))[0];
  }

  async #change(
    input: SuppressibleAddress,
    changed: (record: SuppressionRecord | undefined) => SuppressionRecord | undefined,
  ): Promise<void> {
    const { channel, mark } = await this.#marked(input);
    await retryOnConflict(async () => {
      const { key, value, unchanged } = await this.read(channel, mark);
      const after = changed(value);
      if (after !== undefined) await this.store.commit({ check: [unchanged], put: [{ key, value: after as never }] });
    });
  }

  async #marked(input: SuppressibleAddress): Promise<{ readonly channel: string; readonly mark: string }> {
    const { channel, address } = readObject(input, 'address');
    assertIdentifier(channel, 'channel');
    if (typeof address !== 'string' || address.trim() === '' || address.length > LONGEST_ADDRESS) {
      throw new SintoniaError('INPUT_INVALID', 'address must be a text that is not empty.', { field: 'address' });
    }
    return { channel, mark: await this.marks.of(channel, address) };
  }

  #key(channel: string, mark: string) {
    return this.store.key(COLLECTIONS.suppression, `${folderOf(channel)}${mark}`);
  }
}

/** Whether a suppression stops a message of this purpose. */
export function stops({ suppression }: Pick<Standing, 'suppression'>, purpose: Purpose): boolean {
  return suppression !== undefined && (suppression.stops === 'everything' || purpose !== 'service');
}

function folderOf(channel: string): string {
  return `${encodeURIComponent(channel)}/`;
}

function namesIn(id: string): { readonly channel: string; readonly mark: string } {
  const [channel, mark] = id.split('/') as [string, string];
  return { channel: decodeURIComponent(channel), mark };
}
