import { checkCount } from '../work/checks.js';
import { readFormat, readNames, readObject } from '../work/read-json.js';
import type { Table } from './table.js';

/** A column of numbers (NaN is missing), or of categories (undefined is missing). */
export type Column =
  | { readonly name: string; readonly numbers: ArrayLike<number> }
  | { readonly name: string; readonly categories: readonly (string | undefined)[] };

/** What is kept of a column of categories: those that get a column of their own. */
interface KnownColumn {
  readonly name: string;
  /** Undefined for a column of numbers. */
  readonly categories: readonly string[] | undefined;
}

/** Makes numbers of categories: one column for each that is known, 1 or 0 (one-hot). A new one is 0 in all, a missing one NaN in all. */
export class Encoder {
  /** The columns of the table, such as `age` or `plan=monthly`. */
  readonly names: readonly string[];
  /** Beside `names`: the column that each was made of. */
  readonly sources: readonly string[];
  readonly #columns: readonly KnownColumn[];

  /** @internal */
  constructor(columns: readonly KnownColumn[]) {
    this.#columns = columns;
    this.names = columns.flatMap(({ name, categories }) => categories?.map((each) => `${name}=${each}`) ?? [name]);
    this.sources = columns.flatMap(({ name, categories }) => categories?.map(() => name) ?? [name]);
  }

  /** @throws RangeError, TypeError for other columns than those it was learnt from, or of different length */
  encode(columns: readonly Column[]): Table {
    const rows = lengthOf(columns);
    if (columns.length !== this.#columns.length) {
      throw new RangeError(`columns has ${columns.length} entries; it needs ${this.#columns.length}.`);
    }
    const values = new Float64Array(rows * this.names.length);
    let at = 0;
    this.#columns.forEach(({ name, categories }, place) => {
      const column = columns[place] as Column;
      if (column.name !== name || 'categories' in column !== (categories !== undefined)) {
        throw new TypeError(`columns[${place}] is not the column ${name} that was learnt.`);
      }
      for (const read of readersOf(column, categories)) {
        for (let row = 0; row < rows; row++) values[row * this.names.length + at] = read(row);
        at++;
      }
    });
    return { names: this.names, rows, values };
  }

  toJSON(): EncoderJson {
    return {
      format: 'sintonia-encoder-1',
      columns: this.#columns.map(({ name, categories }) => ({ name, categories: categories ?? null })),
    };
  }

  /** @throws RangeError, TypeError that name what is wrong */
  static fromJSON(json: unknown): Encoder {
    const { columns } = readFormat(json, 'sintonia-encoder-1');
    if (!Array.isArray(columns)) throw new TypeError('columns has to be a list.');
    const known = columns.map((column, at) => {
      const { name, categories } = readObject(column, `columns[${at}]`);
      const kept = categories === null ? undefined : readNames(categories, `columns[${at}].categories`);
      return { name: String(name), categories: kept };
    });
    readNames(new Encoder(known).names, 'columns');
    return new Encoder(known);
  }
}

/** An encoder as plain JSON. */
export interface EncoderJson {
  readonly format: 'sintonia-encoder-1';
  readonly columns: readonly { readonly name: string; readonly categories: readonly string[] | null }[];
}

export interface EncoderOptions {
  /** The most categories of a column that get one of their own: the most frequent. 1 to 1,000. Default: 20. */
  readonly most?: number | undefined;
}

/**
 * Learns which categories there are.
 *
 * @throws RangeError, TypeError for columns of different length, names that repeat
 */
export function learnEncoder(columns: readonly Column[], { most = 20 }: EncoderOptions = {}): Encoder {
  checkCount(most, 1, 1_000, 'most');
  lengthOf(columns);
  const encoder = new Encoder(
    columns.map((column) => ({
      name: column.name,
      categories: 'categories' in column ? frequent(column.categories, most) : undefined,
    })),
  );
  readNames(encoder.names, 'columns');
  return encoder;
}

/** The most frequent, in the order of their names; of equally frequent ones the first by name. Of two, one says it all. */
function frequent(categories: readonly (string | undefined)[], most: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of categories) {
    if (each !== undefined) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  const names = [...counts.keys()].sort().sort((a, b) => (counts.get(b) as number) - (counts.get(a) as number));
  return names.length === 2 ? names.sort().slice(1) : names.slice(0, most).sort();
}

type Reader = (row: number) => number;

function readersOf(column: Column, categories: readonly string[] | undefined): readonly Reader[] {
  if (!('categories' in column)) return [(row) => column.numbers[row] as number];
  return (categories ?? []).map((category) => (row) => {
    const value = column.categories[row];
    return value === undefined ? NaN : Number(value === category);
  });
}

function lengthOf(columns: readonly Column[]): number {
  const lengths = columns.map((column) => ('categories' in column ? column.categories.length : column.numbers.length));
  const wrong = lengths.findIndex((length) => length !== lengths[0]);
  if (wrong >= 0) throw new RangeError(`columns[${wrong}] has ${lengths[wrong]} entries; it needs ${lengths[0]}.`);
  return lengths[0] ?? 0;
}
