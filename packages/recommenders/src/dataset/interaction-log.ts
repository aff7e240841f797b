import type { Interaction } from '@sintonia/spec';
import { GrowingColumn } from './growing-column.js';

/** Every interaction as plain columns, ids as whole numbers: 24 bytes each. */
export interface InteractionLog {
  readonly length: number;
  /** Number of people seen. They are numbered in the order of their first interaction. */
  readonly people: number;
  readonly personIds: readonly string[];
  /** Item ids in ascending order of UTF-16 code units; an item's number is its place in here, so that ties go by id. */
  readonly itemIds: readonly string[];
  readonly person: Uint32Array;
  readonly item: Uint32Array;
  readonly weight: Float64Array;
  readonly time: Float64Array;
  /** Gives the memory of the columns back at once; they are empty then. */
  readonly release: () => void;
}

/** Takes interactions as they come, batch after batch, and gives them as a log in the end. */
export class InteractionLogBuilder {
  readonly #people = new Map<string, number>();
  readonly #items = new Map<string, number>();
  readonly #person = new GrowingColumn(Uint32Array);
  readonly #item = new GrowingColumn(Uint32Array);
  readonly #weight = new GrowingColumn(Float64Array);
  readonly #time = new GrowingColumn(Float64Array);
  readonly #columns = [this.#person, this.#item, this.#weight, this.#time];
  #length = 0;

  /** What has no finite weight, or a weight of 0, says nothing and is left out. */
  append(interactions: readonly Interaction[]): void {
    for (const column of this.#columns) column.reserve(this.#length + interactions.length);
    for (const { person, itemId, weight, timestamp } of interactions) {
      if (!Number.isFinite(weight) || weight === 0) continue;
      const row = this.#length++;
      this.#person.values[row] = numberOf(person, this.#people);
      this.#item.values[row] = numberOf(itemId, this.#items);
      this.#weight.values[row] = weight;
      this.#time.values[row] = timestamp;
    }
  }

  /** What was appended. Nothing can be appended after that. */
  log(): InteractionLog {
    const itemIds = [...this.#items.keys()].sort();
    const place = new Uint32Array(itemIds.length);
    itemIds.forEach((id, index) => {
      place[this.#items.get(id) as number] = index;
    });
    const length = this.#length;
    const item = this.#item.values.subarray(0, length);
    for (let row = 0; row < length; row++) item[row] = place[item[row] as number] as number;
    return {
      length,
      people: this.#people.size,
      personIds: [...this.#people.keys()],
      itemIds,
      person: this.#person.values.subarray(0, length),
      item,
      weight: this.#weight.values.subarray(0, length),
      time: this.#time.values.subarray(0, length),
      release: () => {
        for (const column of this.#columns) column.release();
      },
    };
  }
}

function numberOf(id: string, numbers: Map<string, number>): number {
  const known = numbers.get(id);
  if (known !== undefined) return known;
  numbers.set(id, numbers.size);
  return numbers.size - 1;
}
