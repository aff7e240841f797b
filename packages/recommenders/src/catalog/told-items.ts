import type { Item, ItemsChange } from '@sintonia/spec';
import type { Pace } from '../pace.js';

/** What was told of items, the last word on each: it outlasts every fit and restore of older ones. */
export class ToldItems {
  /** Undefined for what is gone. */
  readonly #items = new Map<string, Item | undefined>();

  tell({ put, removed }: ItemsChange): void {
    for (const item of put) this.#items.set(item.itemId, item);
    for (const itemId of removed) this.#items.set(itemId, undefined);
  }

  /** The items of a stream as they are by now, in ascending order. */
  async over(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
    const items = new Map<string, Item>();
    for await (const page of pages) for (const item of page) items.set(item.itemId, item);
    for (const [itemId, item] of this.#items) {
      if (item) items.set(itemId, item);
      else items.delete(itemId);
    }
    return [...items.values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
  }

  /** Tells everything again. @throws SINTONIA_ABORTED */
  async retell(pace: Pace, put: (item: Item) => void, remove: (itemId: string) => void): Promise<void> {
    for (const [itemId, item] of this.#items) {
      if (pace.due()) await pace.rest();
      if (item) put(item);
      else remove(itemId);
    }
  }
}
