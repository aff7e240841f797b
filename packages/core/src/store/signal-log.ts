import { type PersonId, type ScanPage, type ScanQuery, type Signal, SintoniaError, type Trim } from '@sintonia/spec';
import { firstWhere } from './sorted-list.js';

/** One tenant's signals in the order of their arrival. A place, once given, is never given again. */
export class SignalLog {
  // Where signals were removed, holes stay, so that cursors keep their meaning.
  readonly #signals: (Signal | undefined)[] = [];
  readonly #ids = new Set<string>();
  readonly #placesOf = new Map<PersonId, number[]>();

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  append(signal: Signal): void {
    const place = this.#signals.push(signal) - 1;
    this.#ids.add(signal.id);
    const places = this.#placesOf.get(signal.person);
    if (places === undefined) this.#placesOf.set(signal.person, [place]);
    else places.push(place);
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

  scan({ person, after, direction, limit }: ScanQuery): ScanPage {
    const step = direction === 'backward' ? -1 : 1;
    // Of one person we walk the list of places, of everybody the signals themselves.
    const places = person === undefined ? undefined : (this.#placesOf.get(person) ?? []);
    const length = (places ?? this.#signals).length;
    const signals: Signal[] = [];
    let last: number | undefined;
    let more = false;
    for (let index = firstIndex(places, length, after, step); index >= 0 && index < length; index += step) {
      const place = places === undefined ? index : (places[index] as number);
      const signal = this.#signals[place];
      if (signal === undefined) continue;
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

  #remove(place: number): void {
    this.#ids.delete(this.#signals[place]?.id as string);
    this.#signals[place] = undefined;
  }
}

function firstIndex(
  places: readonly number[] | undefined,
  length: number,
  after: string | undefined,
  step: 1 | -1,
): number {
  if (after === undefined) return step === 1 ? 0 : length - 1;
  const place = readCursor(after);
  if (step === 1) return places === undefined ? place + 1 : firstWhere(places, (other) => other > place);
  return (places === undefined ? Math.min(place, length) : firstWhere(places, (other) => other >= place)) - 1;
}

function readCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new SintoniaError('INPUT_INVALID', 'after is no cursor of this store.', { field: 'after' });
  }
  return Number(cursor);
}
