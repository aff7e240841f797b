import type { Interaction } from '@sintonia/spec';

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
}

const FIRST_CAPACITY = 1 << 12;

/** Takes interactions as they come, batch after batch, and gives them as a log at any moment. */
export class InteractionLogBuilder {
  readonly #people = new Map<string, number>();
  readonly #items = new Map<string, number>();
  #length = 0;
  #person = new Uint32Array(FIRST_CAPACITY);
  #item = new Uint32Array(FIRST_CAPACITY);
  #weight = new Float64Array(FIRST_CAPACITY);
  #time = new Float64Array(FIRST_CAPACITY);

  /** What has no finite weight, or a weight of 0, says nothing and is left out. */
  append(interactions: readonly Interaction[]): void {
    for (const { person, itemId, weight, timestamp } of interactions) {
      if (!Number.isFinite(weight) || weight === 0) continue;
      if (this.#length === this.#person.length) this.#grow();
      this.#person[this.#length] = numberOf(person, this.#people);
      this.#item[this.#length] = numberOf(itemId, this.#items);
      this.#weight[this.#length] = weight;
      this.#time[this.#length] = timestamp;
      this.#length++;
    }
  }

  /** What was appended so far. Later appends do not change it. */
  log(): InteractionLog {
    const itemIds = [...this.#items.keys()].sort();
    const place = new Uint32Array(itemIds.length);
    itemIds.forEach((id, index) => {
      place[this.#items.get(id) as number] = index;
    });
    const length = this.#length;
    const item = this.#item.slice(0, length);
    for (let row = 0; row < length; row++) item[row] = place[item[row] as number] as number;
    return {
      length,
      people: this.#people.size,
      personIds: [...this.#people.keys()],
      itemIds,
      person: this.#person.subarray(0, length),
      item,
      weight: this.#weight.subarray(0, length),
      time: this.#time.subarray(0, length),
    };
  }

  #grow(): void {
    const capacity = 2 * this.#person.length;
    this.#person = grown(this.#person, new Uint32Array(capacity));
    this.#item = grown(this.#item, new Uint32Array(capacity));
    this.#weight = grown(this.#weight, new Float64Array(capacity));
    this.#time = grown(this.#time, new Float64Array(capacity));
  }
}

function numberOf(id: string, numbers: Map<string, number>): number {
  const known = numbers.get(id);
  if (known !== undefined) return known;
  numbers.set(id, numbers.size);
  return numbers.size - 1;
}

function grown<Column extends Uint32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
