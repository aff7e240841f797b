const LONGEST_CHUNK = 512;

/** Items kept in order while they come and go. Split into chunks, so that no insertion has to move more than one of them. */
export class SortedList<Item> {
  readonly #compare: (a: Item, b: Item) => number;
  readonly #chunks: Item[][] = [];
  /** The last item of each chunk, side by side: whoever looks for a place need not go to the chunks, which lie all over the memory. */
  readonly #lasts: Item[] = [];

  constructor(compare: (a: Item, b: Item) => number) {
    this.#compare = compare;
  }

  /** The item must not be in the list yet. */
  add(item: Item): void {
    const at = this.#chunkOf(item);
    const chunk = this.#chunks[at];
    if (chunk === undefined) {
      this.#chunks.push([item]);
      this.#lasts.push(item);
      return;
    }
    chunk.splice(this.#placeIn(chunk, item), 0, item);
    this.#lasts[at] = chunk[chunk.length - 1] as Item;
    if (chunk.length <= LONGEST_CHUNK) return;
    this.#chunks.splice(at + 1, 0, chunk.splice(LONGEST_CHUNK / 2));
    this.#lasts.splice(at, 0, chunk[chunk.length - 1] as Item);
  }

  remove(item: Item): void {
    const at = this.#chunkOf(item);
    const chunk = this.#chunks[at];
    const place = chunk === undefined ? 0 : this.#placeIn(chunk, item);
    if (chunk?.[place] === undefined || this.#compare(chunk[place], item) !== 0) return;
    chunk.splice(place, 1);
    if (chunk.length > 0) this.#lasts[at] = chunk[chunk.length - 1] as Item;
    else {
      this.#chunks.splice(at, 1);
      this.#lasts.splice(at, 1);
    }
  }

  /** All items in order, or those from the first one on that `reached` holds for; it must hold for all that follow. */
  *from(reached: (item: Item) => boolean = () => true): Generator<Item> {
    const first = firstWhere(this.#lasts, reached);
    for (let at = first; at < this.#chunks.length; at += 1) {
      const chunk = this.#chunks[at] as Item[];
      for (let place = at === first ? firstWhere(chunk, reached) : 0; place < chunk.length; place += 1) {
        yield chunk[place] as Item;
      }
    }
  }

  // The chunk that holds the item, or would: the first that ends at or behind it, else the last.
  #chunkOf(item: Item): number {
    const at = firstWhere(this.#lasts, (last) => this.#compare(last, item) >= 0);
    return Math.max(0, Math.min(at, this.#chunks.length - 1));
  }

  #placeIn(chunk: readonly Item[], item: Item): number {
    return firstWhere(chunk, (other) => this.#compare(other, item) >= 0);
  }
}

/** Index of the first element that `holds` is true for, in a list where it is true for all that follow. */
export function firstWhere<Element>(list: readonly Element[], holds: (element: Element) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(list[middle] as Element)) high = middle;
    else low = middle + 1;
  }
  return low;
}
