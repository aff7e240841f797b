import type { FitContext } from '@sintonia/spec';
import type { Pace } from './pace.js';

/** Every interaction of a fit as plain columns, ids as whole numbers: 24 bytes each. */
export interface InteractionLog {
  readonly length: number;
  /** Number of people seen. They are numbered in the order of their first interaction. */
  readonly people: number;
  /** Item ids in ascending order of UTF-16 code units; an item's number is its place in here, so that ties go by id. */
  readonly itemIds: readonly string[];
  readonly person: Int32Array;
  readonly item: Int32Array;
  readonly weight: Float64Array;
  readonly time: Float64Array;
}

/** Streams the interactions of a fit into columns. What has no finite weight is left out. @throws SINTONIA_ABORTED */
export async function readInteractionLog(context: FitContext, pace: Pace): Promise<InteractionLog> {
  const people = new Map<string, number>();
  const items = new Map<string, number>();
  let capacity = 1 << 12;
  let length = 0;
  let person = new Int32Array(capacity);
  let item = new Int32Array(capacity);
  let weight = new Float64Array(capacity);
  let time = new Float64Array(capacity);

  for await (const batch of context.interactions()) {
    for (const interaction of batch) {
      if (!Number.isFinite(interaction.weight) || interaction.weight === 0) continue;
      if (length === capacity) {
        capacity *= 2;
        person = grown(person, new Int32Array(capacity));
        item = grown(item, new Int32Array(capacity));
        weight = grown(weight, new Float64Array(capacity));
        time = grown(time, new Float64Array(capacity));
      }
      person[length] = numberOf(interaction.person, people);
      item[length] = numberOf(interaction.itemId, items);
      weight[length] = interaction.weight;
      time[length] = interaction.timestamp;
      length++;
    }
    if (pace.due()) await pace.rest();
  }

  const itemIds = [...items.keys()].sort();
  const place = new Int32Array(itemIds.length);
  itemIds.forEach((id, index) => {
    place[items.get(id) as number] = index;
  });
  for (let row = 0; row < length; row++) item[row] = place[item[row] as number] as number;

  return { length, people: people.size, itemIds, person, item, weight, time };
}

function numberOf(id: string, numbers: Map<string, number>): number {
  const known = numbers.get(id);
  if (known !== undefined) return known;
  numbers.set(id, numbers.size);
  return numbers.size - 1;
}

function grown<Column extends Int32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
