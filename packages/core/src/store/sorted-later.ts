import { SortedList } from './sorted-list.js';

/** So many wait at most for their place: the few milliseconds that it takes then come once in thousands of writes. */
const MOST_WAITING = 4_096;

/** Items in order for whoever asks for them. Finding their places costs more than all else of a write: it waits until then. */
export class SortedLater<Item> {
  readonly #sorted: SortedList<Item>;
  readonly #came = new Set<Item>();
  readonly #went = new Set<Item>();

  constructor(compare: (a: Item, b: Item) => number) {
    this.#sorted = new SortedList(compare);
  }

  /** No item that compares as equal may be there. */
  add(item: Item): void {
    this.#came.add(item);
    if (this.#came.size > MOST_WAITING) this.#settle();
  }

  remove(item: Item): void {
    if (this.#came.delete(item)) return;
    this.#went.add(item);
    if (this.#went.size > MOST_WAITING) this.#settle();
  }

  /** As `SortedList.from`. */
  from(reached?: (item: Item) => boolean): Iterable<Item> {
    this.#settle();
    return this.#sorted.from(reached);
  }

  // What went goes first: something equal may have come since.
  #settle(): void {
    for (const item of this.#went) this.#sorted.remove(item);
    for (const item of this.#came) this.#sorted.add(item);
    this.#went.clear();
    this.#came.clear();
  }
}
