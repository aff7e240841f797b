import { assertIdentifier, type Item, type ItemGroup, readMoment, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { type ItemCatalog, MOST_ITEMS } from './item-catalog.js';

interface StoredGroup {
  readonly itemIds: readonly string[];
  readonly updatedAt: number;
}

/** A group as it is known to have been. */
interface Group extends StoredGroup {
  readonly groupId: string;
}

/** Items that come and go together, such as the variants of a product. */
@injectable()
export class ItemGroups {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Catalog) private readonly catalog: ItemCatalog,
  ) {}

  /**
   * Puts items into the catalogue, except those of a group of which something newer is known, and removes what is in its group no
   * more. When it is cut off, doing it again does the rest.
   */
  async put(items: readonly Item[], groups: readonly ItemGroup[]): Promise<void> {
    if (groups.length === 0) return this.#putAll(items);
    const now = this.settings.clock.now();
    const all = groups.map((group, index) => readGroup(group, now, `itemGroups[${index}]`));
    // Of one that comes twice, the last counts.
    const read = [...new Map(all.map((group) => [group.groupId, group])).values()];
    // Of what is removed, the group knows until it is: so nobody forgets it half-way.
    const { late, gone } = await this.#save(read, (group, before) => [...before, ...group.itemIds]);
    const news = late.size === 0 ? items : items.filter(({ itemId }) => !late.has(itemId));
    await this.#putAll(news);
    if (gone.length === 0) return;
    for (const { itemIds, updatedAt } of gone) await this.remove(itemIds, updatedAt);
    await this.#save(read, (group) => group.itemIds);
  }

  /** As the catalogue does, however many there are. */
  async remove(itemIds: readonly string[], at?: number): Promise<void> {
    for (let from = 0; from < itemIds.length; from += MOST_ITEMS) {
      await this.catalog.remove(itemIds.slice(from, from + MOST_ITEMS), at);
    }
  }

  async #putAll(items: readonly Item[]): Promise<void> {
    for (let from = 0; from < items.length; from += MOST_ITEMS) {
      await this.catalog.put(items.slice(from, from + MOST_ITEMS));
    }
  }

  /** @returns the items of groups of which something newer is known, and those that their group has no more. */
  #save(groups: readonly Group[], itemIdsOf: (group: Group, before: readonly string[]) => readonly string[]) {
    return retryOnConflict(async () => {
      const late = new Set<string>();
      const gone: StoredGroup[] = [];
      const readings = await this.store.readMany<StoredGroup>(groups.map(({ groupId }) => this.#key(groupId)));
      const known = new Map(readings.map((reading) => [reading.key.id, reading.value]));
      for (const group of groups) {
        const before = known.get(group.groupId);
        if (before !== undefined && before.updatedAt > group.updatedAt) {
          for (const itemId of group.itemIds) late.add(itemId);
        } else {
          const { groupId, updatedAt } = group;
          const were = before?.itemIds ?? [];
          const are = new Set(group.itemIds);
          const left = were.filter((itemId) => !are.has(itemId));
          if (left.length > 0) gone.push({ itemIds: left, updatedAt });
          known.set(groupId, { itemIds: [...new Set(itemIdsOf(group, were))], updatedAt });
        }
      }
      await this.#commit(readings, known);
      return { late, gone };
    });
  }

  async #commit(readings: readonly Reading<StoredGroup>[], known: ReadonlyMap<string, StoredGroup | undefined>) {
    const changed = readings.filter(({ key, value }) => known.get(key.id) !== value);
    if (changed.length === 0) return;
    await this.store.commit({
      check: changed.map(({ unchanged }) => unchanged),
      put: changed.map(({ key }) => ({ key, value: known.get(key.id) as never })),
    });
  }

  #key(groupId: string) {
    return this.store.key(COLLECTIONS.itemGroup, groupId);
  }
}

function readGroup({ groupId, itemIds, updatedAt }: ItemGroup, now: number, path: string): Group {
  assertIdentifier(groupId, `${path}.groupId`);
  if (!Array.isArray(itemIds)) {
    throw new SintoniaError('INPUT_INVALID', `${path}.itemIds must be a list.`, { field: `${path}.itemIds` });
  }
  if (itemIds.length > MOST_ITEMS) {
    throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST_ITEMS} items a group.`, { field: `${path}.itemIds` });
  }
  for (const [index, itemId] of itemIds.entries()) assertIdentifier(itemId, `${path}.itemIds[${index}]`);
  // A clock that runs ahead must not keep out what comes later.
  const at = updatedAt === undefined ? now : Math.min(now, readMoment(updatedAt, `${path}.updatedAt`));
  return { groupId, itemIds, updatedAt: at };
}
