import { assertIdentifier, type Catalog, type Item, readItem, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';

const MOST = 10_000;

/** The items as they are in the store, held in memory and read again when any process has changed them. */
@injectable()
export class ItemCatalog implements Catalog {
  #items: { readonly revision: number; readonly all: Promise<ReadonlyMap<string, Item>> } | undefined;
  /** The items last read, with their versions. */
  #known: ReadonlyMap<string, { readonly version: number; readonly item: Item }> = new Map();

  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  async put(items: readonly Item[]): Promise<void> {
    assertList(items, 'items');
    const read = items.map((item, index) => readItem(item, `items[${index}]`));
    await this.#change({
      put: read.map((item) => ({ key: this.store.key(COLLECTIONS.item, item.itemId), value: { ...item } as never })),
    });
  }

  async remove(itemIds: readonly string[]): Promise<void> {
    assertList(itemIds, 'itemIds');
    for (const [index, itemId] of itemIds.entries()) assertIdentifier(itemId, `itemIds[${index}]`);
    await this.#change({ delete: itemIds.map((itemId) => this.store.key(COLLECTIONS.item, itemId)) });
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

  async #change(change: Pick<Parameters<TenantStore['commit']>[0], 'put' | 'delete'>): Promise<void> {
    const revision = { key: this.#revisionKey, value: {} };
    await this.store.commit({ ...change, put: [...(change.put ?? []), revision] });
  }

  get #revisionKey() {
    return this.store.key(COLLECTIONS.catalogRevision, 'revision');
  }
}

function assertList(list: unknown, field: string): void {
  if (!Array.isArray(list)) throw new SintoniaError('INPUT_INVALID', `${field} must be a list.`, { field });
  if (list.length > MOST) throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST} ${field} a call.`, { field });
}
