import type { Entry, Key, ListQuery, PersonId } from '@sintonia/spec';
import { compareUtf8 } from './compare-utf8.js';
import { type PackedValue, unpacked } from './packed-value.js';
import { SortedLater } from './sorted-later.js';
import { firstWhere } from './sorted-list.js';

/** What is kept of an entry; value and version change in place. */
interface Row {
  readonly id: string;
  readonly person: PersonId | undefined;
  value: PackedValue;
  version: number;
}

/** The entries of one collection of one tenant. */
export class EntryTable {
  readonly #tenant: string;
  readonly #collection: string;
  readonly #sorted = new SortedLater<Row>(compareRows);
  /** Of nobody, by id. */
  readonly #rows = new Map<string, Row>();
  /** By person, in the order of their ids. In most collections somebody has one entry, which needs no list. */
  readonly #rowsOf = new Map<PersonId, Row | Row[]>();

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

  put(key: Key, value: PackedValue, version: number): void {
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
    if (Array.isArray(theirs) && theirs.length > 1) theirs.splice(placeOf(id, theirs), 1);
    else this.#rowsOf.delete(person);
  }

  erase(person: PersonId): number {
    const rows = [...this.#allOf(person)];
    for (const { id } of rows) this.delete({ tenant: this.#tenant, collection: this.#collection, person, id });
    return rows.length;
  }

  list({ person, prefix = '', from = '', to, after, limit }: ListQuery): readonly Entry[] {
    const first = compareUtf8(from, prefix) > 0 ? from : prefix;
    const reached = (row: Row) =>
      compareUtf8(row.id, first) >= 0 && (after === undefined || compareRows(row, after) > 0);
    const entries: Entry[] = [];
    for (const row of person === undefined ? this.#sorted.from(reached) : this.#allOf(person).filter(reached)) {
      if (!row.id.startsWith(prefix) || (to !== undefined && compareUtf8(row.id, to) >= 0)) break;
      entries.push(this.#entryOf(row));
      if (entries.length === limit) break;
    }
    return entries;
  }

  #rowAt({ person, id }: Key): Row | undefined {
    if (person === undefined) return this.#rows.get(id);
    const rows = this.#rowsOf.get(person);
    const row = Array.isArray(rows) ? rows[placeOf(id, rows)] : rows;
    return row?.id === id ? row : undefined;
  }

  #addTo(person: PersonId, row: Row): void {
    const rows = this.#rowsOf.get(person);
    if (rows === undefined) this.#rowsOf.set(person, row);
    else if (Array.isArray(rows)) rows.splice(placeOf(row.id, rows), 0, row);
    else this.#rowsOf.set(person, compareUtf8(rows.id, row.id) < 0 ? [rows, row] : [row, rows]);
  }

  #allOf(person: PersonId): readonly Row[] {
    const rows = this.#rowsOf.get(person) ?? [];
    return Array.isArray(rows) ? rows : [rows];
  }

  #entryOf({ id, person, value, version }: Row): Entry {
    const [tenant, collection] = [this.#tenant, this.#collection];
    return {
      key: person === undefined ? { tenant, collection, id } : { tenant, collection, person, id },
      value: unpacked(value),
      version,
    };
  }
}

/** Where the id is among those of one person, or would be. */
function placeOf(id: string, rows: readonly Row[]): number {
  return firstWhere(rows, (row) => compareUtf8(row.id, id) >= 0);
}

type Place = Pick<Key, 'id'> & { readonly person?: PersonId | undefined };

function compareRows(a: Place, b: Place): number {
  return compareUtf8(a.id, b.id) || compareUtf8(a.person ?? '', b.person ?? '');
}
