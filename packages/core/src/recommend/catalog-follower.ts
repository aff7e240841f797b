import type { Item } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { ItemCatalog } from '../catalog/item-catalog.js';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { InstalledParts } from '../plugins/installed-parts.js';

type Items = ReadonlyMap<string, Item>;

/** Tells recommenders that want to know what has changed in the catalogue, before they are asked again. */
@injectable()
export class CatalogFollower {
  #told: Items = new Map();
  #telling: Promise<void> = Promise.resolve();

  constructor(
    @inject(TOKENS.Catalog) private readonly catalog: ItemCatalog,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** The catalogue as of now, when every recommender knows it. */
  async all(): Promise<Items> {
    const items = await this.catalog.all();
    this.#telling = this.#telling.then(() => this.#tell(items));
    await this.#telling;
    return items;
  }

  async #tell(items: Items): Promise<void> {
    const before = this.#told;
    if (items === before) return;
    this.#told = items;
    const followers = this.parts.recommenders.filter(({ part }) => part.itemsChanged !== undefined);
    if (followers.length === 0) return;
    // The catalogue gives an item that has not changed as the same object.
    const put = [...items.values()].filter((item) => before.get(item.itemId) !== item);
    const removed = [...before.keys()].filter((itemId) => !items.has(itemId));
    if (put.length === 0 && removed.length === 0) return;
    for (const { part } of followers) {
      try {
        await part.itemsChanged?.({ put, removed });
      } catch (error) {
        this.events.emit('error', { where: `recommender ${part.name}`, error });
      }
    }
  }
}
