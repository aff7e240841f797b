import type { Entry, Key, ListQuery, PersonId, StoreValue } from '@sintonia/spec';
import { compareUtf8 } from './compare-utf8.js';
import { SortedList } from './sorted-list.js';

/** What is kept of an entry, there may be millions; value and version change in place. */
interface Row {
  readonly id: string;
  readonly person: PersonId | undefined;
  value: StoreValue;
  version: number;
}

/** The entries of one collection of one tenant. */
export class EntryTable {
  readonly #tenant: string;
  readonly #collection: string;
  readonly #sorted = new SortedList<Row>(compareRows);
  /** Of nobody, by id. */
  readonly #rows = new Map<string, Row>();
  /** In most collections a person has one entry, which needs no list. */
  readonly #rowsOf = new Map<PersonId, Row | SortedList<Row>>();

  constructor({ tenant, collection }: Pick<Key, 'tenant' | 'collection'>) {
    this.#tenant = tenant;
    this.#collection = collection;
  }

  get(key: Key): Entry | undefined {
    const row = this.#rowAt(key);
    return row && this.#entryOf(row);
  }

  versionOf(key: Key): number {
    return this.#rowAt(key)?.version ?? 0;
  }

  put(key: Key, value: StoreValue, version: number): void {
    const old = this.#rowAt(key);
    if (old !== undefined) {
      old.value = value;
      old.version = version;
      return;
    }
    const { person, id } = key;
    const row: Row = { id, person, value, version };
    this.#sorted.add(row);
    if (person === undefined) this.#rows.set(id, row);
    else this.#addTo(person, row);
  }

  delete(key: Key): void {
    const row = this.#rowAt(key);
    if (row === undefined) return;
    this.#sorted.remove(row);
    const { person, id } = row;
    if (person === undefined) {
      this.#rows.delete(id);
      return;
    }
    const theirs = this.#rowsOf.get(person);
    if (theirs instanceof SortedList) theirs.remove(row);
    if (!(theirs instanceof SortedList) || theirs.isEmpty) this.#rowsOf.delete(person);
  }

  erase(person: PersonId): number {
    const rows = [...this.#rowsFrom(person, () => true)];
    for (const { id } of rows) this.delete({ tenant: this.#tenant, collection: this.#collection, person, id });
    return rows.length;
  }

  list({ person, prefix = '', from = '', to, after, limit }: ListQuery): readonly Entry[] {
    const first = compareUtf8(from, prefix) > 0 ? from : prefix;
    const reached = (row: Row) =>
      compareUtf8(row.id, first) >= 0 && (after === undefined || compareRows(row, after) > 0);
    const entries: Entry[] = [];
    for (const row of person === undefined ? this.#sorted.from(reached) : this.#rowsFrom(person, reached)) {
      if (!row.id.startsWith(prefix) || (to !== undefined && compareUtf8(row.id, to) >= 0)) break;
      entries.push(this.#entryOf(row));
      if (entries.length === limit) break;
    }
    return entries;
  }

  #rowAt({ person, id }: Key): Row | undefined {
    if (person === undefined) return this.#rows.get(id);
    const rows = this.#rowsOf.get(person);
    const row = rows instanceof SortedList ? rows.first((each) => compareUtf8(each.id, id) >= 0) : rows;
    return row?.id === id ? row : undefined;
  }

  #addTo(person: PersonId, row: Row): void {
    const rows = this.#rowsOf.get(person);
    if (rows === undefined) this.#rowsOf.set(person, row);
    else if (rows instanceof SortedList) rows.add(row);
    else {
      const list = new SortedList<Row>(compareRows);
      list.add(rows);
      list.add(row);
      this.#rowsOf.set(person, list);
    }
  }

  #rowsFrom(person: PersonId, reached: (row: Row) => boolean): Iterable<Row> {
    const rows = this.#rowsOf.get(person);
    if (rows instanceof SortedList) return rows.from(reached);
    return rows !== undefined && reached(rows) ? [rows] : [];
  }

  // JSON values are frozen; bytes cannot be, so everybody gets their own.
  #entryOf({ id, person, value, version }: Row): Entry {
    const [tenant, collection] = [this.#tenant, this.#collection];
    return {
      key: person === undefined ? { tenant, collection, id } : { tenant, collection, person, id },
      value: value instanceof Uint8Array ? value.slice() : value,
      version,
    };
  }
}

type Place = Pick<Key, 'id'> & { readonly person?: PersonId | undefined };

function compareRows(a: Place, b: Place): number {
  return compareUtf8(a.id, b.id) || compareUtf8(a.person ?? '', b.person ?? '');
}
