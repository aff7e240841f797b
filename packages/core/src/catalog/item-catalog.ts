import { assertIdentifier, type Catalog, type Check, type Item, readItem, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { TenantStore } from '../store/tenant-store.js';

/** So many at once. */
export const MOST_ITEMS = 10_000;

/** The items as they are in the store, held in memory and read again when any process has changed them. */
@injectable()
export class ItemCatalog implements Catalog {
  #items: { readonly revision: number; readonly all: Promise<ReadonlyMap<string, Item>> } | undefined;
  /** The items last read, with their versions. */
  #known: ReadonlyMap<string, { readonly version: number; readonly item: Item }> = new Map();

  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Settings) private readonly settings: Settings,
  ) {}

  async put(items: readonly Item[]): Promise<void> {
    assertList(items, 'items');
    const now = this.settings.clock.now();
    const read = items.map((item, index) => asOfNow(readItem(item, `items[${index}]`), now));
    await retryOnConflict(async () => {
      const { late, check } = await this.#late(read);
      const news = late.size === 0 ? read : read.filter(({ itemId }) => !late.has(itemId));
      const put = news.map((item) => ({ key: this.#key(item.itemId), value: { ...item } as never }));
      if (put.length > 0) await this.#change({ check, put });
    });
  }

  /** @param at when they went; what is known to be newer stays then. Default: now, and all of them go. */
  async remove(itemIds: readonly string[], at?: number): Promise<void> {
    assertList(itemIds, 'itemIds');
    for (const [index, itemId] of itemIds.entries()) assertIdentifier(itemId, `itemIds[${index}]`);
    if (itemIds.length === 0) return;
    await retryOnConflict(async () => {
      const times = at === undefined ? [] : itemIds.map((itemId) => ({ itemId, updatedAt: at }));
      const { late, check } = await this.#late(times);
      const gone = itemIds.filter((itemId) => !late.has(itemId));
      if (gone.length === 0) return;
      const known = await this.store.readMany<Item>(gone.map((itemId) => this.#key(itemId)));
      // Also of one never seen: the news of its making may still be on its way.
      const dated = known.filter(({ value }) => value === undefined || value.updatedAt !== undefined);
      const value = { updatedAt: at ?? this.settings.clock.now() };
      await this.#change({
        check: [...check, ...dated.map(({ unchanged }) => unchanged)],
        put: dated.map(({ key }) => ({ key: this.store.key(COLLECTIONS.removedItem, key.id), value })),
        delete: known.map(({ key }) => key),
      });
    });
  }

  async get(itemId: string): Promise<Item | undefined> {
    assertIdentifier(itemId, 'itemId');
    return (await this.all()).get(itemId);
  }

  async size(): Promise<number> {
    return (await this.all()).size;
  }

  /** All items by id, as of now. An item that has not changed since the last time is the same object. Don't keep it. */
  async all(): Promise<ReadonlyMap<string, Item>> {
    const { version } = await this.store.read(this.#revisionKey);
    // However many ask at once, one reads.
    if (this.#items?.revision !== version) this.#items = { revision: version, all: this.#read() };
    const items = this.#items;
    try {
      return await items.all;
    } catch (error) {
      if (this.#items === items) this.#items = undefined;
      throw error;
    }
  }

  async #read(): Promise<ReadonlyMap<string, Item>> {
    // A change during the read raises the revision again, so the next call reads anew.
    const known = new Map<string, { readonly version: number; readonly item: Item }>();
    for await (const page of this.store.entries(COLLECTIONS.item)) {
      for (const { key, value, version } of page) {
        const before = this.#known.get(key.id);
        known.set(key.id, before?.version === version ? before : { version, item: value as unknown as Item });
      }
    }
    this.#known = known;
    return new Map([...known].map(([itemId, { item }]) => [itemId, item]));
  }

  /** Of items with a time those that are older than what is known of them, and what must still be so to say that. */
  async #late(items: readonly Item[]): Promise<{ late: ReadonlySet<string>; check: Check[] }> {
    const times = new Map(items.map(({ itemId, updatedAt }) => [itemId, updatedAt as number | undefined]));
    const dated = [...times].filter(([, at]) => at !== undefined).map(([itemId]) => itemId);
    if (dated.length === 0) return { late: new Set(), check: [] };
    const collections = [COLLECTIONS.item, COLLECTIONS.removedItem];
    const keys = dated.flatMap((itemId) => collections.map((collection) => this.store.key(collection, itemId)));
    const known = await this.store.readMany<{ updatedAt?: number }>(keys);
    const later = known.filter(({ key, value }) => (value?.updatedAt ?? -Infinity) > (times.get(key.id) ?? 0));
    return { late: new Set(later.map(({ key }) => key.id)), check: known.map(({ unchanged }) => unchanged) };
  }

  #key(itemId: string) {
    return this.store.key(COLLECTIONS.item, itemId);
  }

  async #change(change: Pick<Parameters<TenantStore['commit']>[0], 'check' | 'put' | 'delete'>): Promise<void> {
    const revision = { key: this.#revisionKey, value: {} };
    await this.store.commit({ ...change, put: [...(change.put ?? []), revision] });
  }

  get #revisionKey() {
    return this.store.key(COLLECTIONS.catalogRevision, 'revision');
  }
}

/** A clock that runs ahead must not keep out what comes later. */
function asOfNow(item: Item, now: number): Item {
  return item.updatedAt === undefined ? item : { ...item, updatedAt: Math.min(now, item.updatedAt as number) };
}

function assertList(list: unknown, field: string): void {
  if (!Array.isArray(list)) throw new SintoniaError('INPUT_INVALID', `${field} must be a list.`, { field });
  if (list.length > MOST_ITEMS)
    throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST_ITEMS} ${field} a call.`, { field });
}
