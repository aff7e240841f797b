import type { Interaction } from '@sintonia/spec';
import type { InteractionLog } from '../dataset/interaction-log.js';
import type { Dataset } from '../dataset/read-dataset.js';
import type { TasteMatrix } from '../dataset/taste-matrix.js';

/** What somebody did, as the log has it. */
interface Done {
  readonly item: number;
  readonly weight: number;
  readonly time: number;
}

/** An item of a person, when they last met it. */
interface Taken {
  readonly item: number;
  readonly weight: number;
  readonly time: number;
}

/**
 * The people of a fit, whose interactions may come and go. Whoever changes is counted anew from the interactions themselves, never up
 * and down: what came and went leaves no trace.
 */
export class LivePeople {
  readonly #people: Map<string, number>;
  readonly #items: ReadonlyMap<string, number>;
  /** Interactions by person, and what they come to. */
  readonly #done = new Map<number, readonly Done[]>();
  readonly #taken: (readonly Taken[])[];

  constructor(
    { itemIds, personIds, offsets, items, times, weights, rowPeople }: Dataset,
    log: InteractionLog,
    private readonly personLimit: number,
  ) {
    this.#people = new Map(personIds.map((id, number) => [id, number]));
    this.#items = new Map(itemIds.map((id, number) => [id, number]));
    this.#taken = personIds.map(() => []);
    rowPeople.forEach((person, row) => {
      const places = Array.from(
        { length: (offsets[row + 1] as number) - (offsets[row] as number) },
        (_, place) => place,
      );
      this.#taken[person] = places.map((place) => {
        const entry = (offsets[row] as number) + place;
        return { item: items[entry] as number, weight: weights[entry] as number, time: times[entry] as number };
      });
    });
    const done = new Map<number, Done[]>();
    for (let at = 0; at < log.length; at++) {
      const one = { item: log.item[at] as number, weight: log.weight[at] as number, time: log.time[at] as number };
      const person = log.person[at] as number;
      const theirs = done.get(person);
      if (theirs) theirs.push(one);
      else done.set(person, [one]);
    }
    this.#done = done;
  }

  /**
   * Adds and takes away interactions; one that is taken away has to be as it was.
   *
   * @returns the items of everybody who changed, before and after, and how many interactions were of no use: of items that the fit did
   * not know, or not there to be taken away
   */
  change(added: readonly Interaction[], removed: readonly Interaction[]) {
    const changed = new Set<number>();
    let unknown = 0;
    const each = (interactions: readonly Interaction[], apply: (done: Done[], one: Done) => boolean) => {
      for (const { person: id, itemId, weight, timestamp: time } of interactions) {
        const item = this.#items.get(itemId);
        const person = this.#people.get(id) ?? this.#people.size;
        const done = [...(this.#done.get(person) ?? [])];
        if (item === undefined || !Number.isFinite(weight) || !apply(done, { item, weight, time })) {
          unknown++;
          continue;
        }
        this.#people.set(id, person);
        this.#done.set(person, done);
        changed.add(person);
      }
    };
    each(added, (done, one) => done.push(one) > 0);
    each(removed, (done, { item, weight, time }) => {
      const at = done.findLastIndex((other) => other.item === item && other.weight === weight && other.time === time);
      return at >= 0 && done.splice(at, 1).length > 0;
    });
    const affected = new Set<number>();
    for (const person of changed) {
      const before = this.#taken[person] ?? [];
      const after = takenBy(this.#done.get(person) ?? [], this.personLimit);
      this.#taken[person] = after;
      for (const { item } of [...before, ...after]) affected.add(item);
    }
    return { affected, people: changed.size, unknown };
  }

  /** Of those who took any of these items, all that they took: in the order of the fit, newcomers behind. */
  whoTook(wanted: ReadonlySet<number>, itemIds: readonly string[]): TasteMatrix {
    const people: number[] = [];
    this.#taken.forEach((taken, person) => {
      if (taken.some(({ item }) => wanted.has(item))) people.push(person);
    });
    const all = people.flatMap((person) => this.#taken[person] as readonly Taken[]);
    const offsets = new Uint32Array(people.length + 1);
    people.forEach((person, row) => {
      offsets[row + 1] = (offsets[row] as number) + (this.#taken[person] as readonly Taken[]).length;
    });
    return {
      itemIds,
      people: people.length,
      offsets,
      items: Uint32Array.from(all, ({ item }) => item),
      times: Float64Array.from(all, ({ time }) => time),
      weights: Float32Array.from(all, ({ weight }) => weight),
      rowPeople: Uint32Array.from(people),
    };
  }
}

/** As in `tasteMatrix`: what sums up to more than 0, the most recent, by rising item. */
function takenBy(done: readonly Done[], limit: number): readonly Taken[] {
  const sums = new Map<number, Taken>();
  for (const { item, weight, time } of done) {
    const before = sums.get(item);
    sums.set(item, { item, weight: (before?.weight ?? 0) + weight, time: Math.max(before?.time ?? -Infinity, time) });
  }
  const taken = [...sums.values()].filter(({ weight }) => weight > 0);
  if (taken.length > limit) taken.sort((a, b) => b.time - a.time || a.item - b.item).length = limit;
  return taken.sort((a, b) => a.item - b.item);
}
