import type { Entry, Key, ListQuery, PersonId, StoreValue } from '@sintonia/spec';
import { compareUtf8 } from './compare-utf8.js';
import { SortedList } from './sorted-list.js';

/** What is kept of an entry; value and version change in place. */
interface Row {
  readonly key: Key;
  value: StoreValue;
  version: number;
}

/** The entries of one collection of one tenant. */
export class EntryTable {
  readonly #rows = new Map<string, Row>();
  readonly #sorted = new SortedList<Row>(compareRows);
  readonly #sortedOf = new Map<PersonId, SortedList<Row>>();

  get(key: Key): Entry | undefined {
    const row = this.#rows.get(nameOf(key));
    return row && entryOf(row);
  }

  versionOf(key: Key): number {
    return this.#rows.get(nameOf(key))?.version ?? 0;
  }

  put(key: Key, value: StoreValue, version: number): void {
    const old = this.#rows.get(nameOf(key));
    if (old !== undefined) {
      old.value = value;
      old.version = version;
      return;
    }
    const { tenant, collection, person, id } = key;
    const row: Row = {
      key: Object.freeze({ tenant, collection, ...(person !== undefined && { person }), id }),
      value,
      version,
    };
    this.#rows.set(nameOf(key), row);
    this.#sorted.add(row);
    if (person === undefined) return;
    const sorted = this.#sortedOf.get(person) ?? new SortedList<Row>(compareRows);
    this.#sortedOf.set(person, sorted);
    sorted.add(row);
  }

  delete(key: Key): void {
    const row = this.#rows.get(nameOf(key));
    if (row === undefined) return;
    this.#rows.delete(nameOf(key));
    this.#sorted.remove(row);
    const { person } = key;
    const sorted = person === undefined ? undefined : this.#sortedOf.get(person);
    if (person === undefined || sorted === undefined) return;
    sorted.remove(row);
    if (sorted.isEmpty) this.#sortedOf.delete(person);
  }

  erase(person: PersonId): number {
    const rows = [...(this.#sortedOf.get(person)?.from() ?? [])];
    for (const { key } of rows) this.delete(key);
    return rows.length;
  }

  list({ person, prefix = '', from = '', to, after, limit }: ListQuery): readonly Entry[] {
    const sorted = person === undefined ? this.#sorted : this.#sortedOf.get(person);
    const first = compareUtf8(from, prefix) > 0 ? from : prefix;
    const entries: Entry[] = [];
    const reached = (row: Row) =>
      compareUtf8(row.key.id, first) >= 0 && (after === undefined || compareRows(row, { key: after }) > 0);
    for (const row of sorted?.from(reached) ?? []) {
      if (!row.key.id.startsWith(prefix) || (to !== undefined && compareUtf8(row.key.id, to) >= 0)) break;
      entries.push(entryOf(row));
      if (entries.length === limit) break;
    }
    return entries;
  }
}

// Unambiguous, because no person holds a control character.
function nameOf({ person = '', id }: Key): string {
  return `${person}\0${id}`;
}

function compareRows(a: { readonly key: Key }, b: { readonly key: Key }): number {
  return compareUtf8(a.key.id, b.key.id) || compareUtf8(a.key.person ?? '', b.key.person ?? '');
}

// JSON values are frozen; bytes cannot be, so everybody gets their own.
function entryOf({ key, value, version }: Row): Entry {
  return { key, value: value instanceof Uint8Array ? value.slice() : value, version };
}
