import { type PersonId, type ScanPage, type ScanQuery, type Signal, SintoniaError, type Trim } from '@sintonia/spec';
import { allPlaces, mergedPlaces } from './places.js';

/** One tenant's signals in the order of their arrival. A place, once given, is never given again. */
export class SignalLog {
  // Where signals were removed, holes stay, so that cursors keep their meaning.
  readonly #signals: (Signal | undefined)[] = [];
  readonly #ids = new Set<string>();
  readonly #placesOf = new Map<PersonId, number[]>();
  // Places stay in here when their signals are removed, as holes do.
  readonly #placesOfType = new Map<string, number[]>();

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  append(signal: Signal): void {
    const place = this.#signals.push(signal) - 1;
    this.#ids.add(signal.id);
    addTo(this.#placesOf, signal.person, place);
    addTo(this.#placesOfType, signal.type, place);
  }

  erase(person: PersonId): number {
    const places = this.#placesOf.get(person) ?? [];
    for (const place of places) this.#remove(place);
    this.#placesOf.delete(person);
    return places.length;
  }

  /** Ids of the signals that {@link trim} would remove. */
  idsBefore({ person, before }: Trim): readonly string[] {
    const signals = (this.#placesOf.get(person) ?? []).map((place) => this.#signals[place] as Signal);
    return signals.filter(({ timestamp }) => timestamp < before).map(({ id }) => id);
  }

  trim({ person, before }: Trim): void {
    const left: number[] = [];
    for (const place of this.#placesOf.get(person) ?? []) {
      if ((this.#signals[place] as Signal).timestamp < before) this.#remove(place);
      else left.push(place);
    }
    if (left.length > 0) this.#placesOf.set(person, left);
    else this.#placesOf.delete(person);
  }

  scan({ person, types, after, direction, limit }: ScanQuery): ScanPage {
    const signals: Signal[] = [];
    let last: number | undefined;
    let more = false;
    const behind = after === undefined ? undefined : readCursor(after);
    const wanted = person === undefined || types === undefined ? undefined : new Set(types);
    for (const place of this.#places(person, types, behind, direction !== 'backward')) {
      const signal = this.#signals[place];
      if (signal === undefined || wanted?.has(signal.type) === false) continue;
      if (signals.length === limit) {
        more = true;
        break;
      }
      signals.push(signal);
      last = place;
    }
    const cursor = last === undefined ? after : String(last);
    return { signals, more, ...(cursor !== undefined && { cursor }) };
  }

  /** Where to look: of one person, of some types, or everywhere. */
  #places(
    person: PersonId | undefined,
    types: readonly string[] | undefined,
    behind: number | undefined,
    isForward: boolean,
  ): Iterable<number> {
    if (person !== undefined) return mergedPlaces([this.#placesOf.get(person) ?? []], behind, isForward);
    if (types === undefined) return allPlaces(this.#signals.length, behind, isForward);
    return mergedPlaces(
      types.map((type) => this.#placesOfType.get(type) ?? []),
      behind,
      isForward,
    );
  }

  #remove(place: number): void {
    this.#ids.delete(this.#signals[place]?.id as string);
    this.#signals[place] = undefined;
  }
}

function addTo(placesOf: Map<string, number[]>, name: string, place: number): void {
  const places = placesOf.get(name);
  if (places === undefined) placesOf.set(name, [place]);
  else places.push(place);
}

function readCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new SintoniaError('INPUT_INVALID', 'after is no cursor of this store.', { field: 'after' });
  }
  return Number(cursor);
}
