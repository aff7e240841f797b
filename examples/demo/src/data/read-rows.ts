import { placeholderIds } from '@sintonia/core';
import { assertIdentifier, type JsonObject } from '@sintonia/spec';
import { UsageError } from '../arguments.js';
import type { Columns, Dataset } from './dataset.js';
import { readRecords } from './read-records.js';
import { readTime } from './read-time.js';

/** One interaction of the file. */
export interface Row {
  readonly line: number;
  readonly user: string;
  readonly item: string;
  readonly time: number;
  readonly value?: number;
  readonly type?: string;
  readonly order?: string;
  readonly title?: string;
  /** What else the line tells about its item. Asked once an item, so computed only then. */
  describe(): JsonObject | undefined;
}

/** Why a line says nothing that could be collected. */
export type Fault = 'noPerson' | 'noItem' | 'fields' | 'time' | 'value' | 'type' | 'identifier';

export interface RowBlock {
  readonly rows: readonly Row[];
  readonly faults: readonly { readonly line: number; readonly fault: Fault }[];
  /** How much of the file has been read, 0 to 1. */
  readonly fraction: number;
}

/** What R, Python, SQL and spreadsheets write when there is nothing. */
const NOTHING = new Set(['', 'na', 'nan', 'null', 'none', '\\n', 'n/a', '#n/a']);
const LONGEST_NOTHING = Math.max(...[...NOTHING].map((word) => word.length));
/** Of placeholders only this one is taken for somebody: many files number people from it. */
export const NUMBERED_FROM = '0';
const namesNobody = placeholderIds({ allowed: [NUMBERED_FROM] });
const LONGEST_TITLE = 300;
const COLUMNS_NAMED = 30;
const LONGEST_NAME = 40;

/**
 * The interactions of a file, in blocks. @throws UsageError when it lacks a column.
 */
export async function* readRows(dataset: Dataset): AsyncGenerator<RowBlock> {
  let read: ((line: number, fields: readonly string[]) => Row | Fault) | undefined;
  for await (const { records, fraction } of readRecords(dataset.file)) {
    const rows: Row[] = [];
    const faults: { line: number; fault: Fault }[] = [];
    for (const { line, fields } of records) {
      if (read === undefined) {
        read = rowReader(fields ?? [], dataset);
        continue;
      }
      const row = fields === undefined ? 'fields' : read(line, fields);
      if (typeof row === 'string') faults.push({ line, fault: row });
      else rows.push(row);
    }
    yield { rows, faults, fraction };
  }
  if (read === undefined) throw new UsageError('The file is empty.');
}

function rowReader(header: readonly string[], { columns, describe }: Dataset) {
  const places = placesOf(header, columns);
  const timeOf = remembering(readTime);
  return (line: number, fields: readonly string[]): Row | Fault => {
    if (fields.length !== header.length) return 'fields';
    const user = something(fields, places.user);
    if (user === undefined) return 'noPerson';
    const item = something(fields, places.item);
    if (item === undefined) return 'noItem';
    if (!isIdentifier(user) || user.startsWith('~') || !isIdentifier(item)) return 'identifier';
    if (namesNobody(user)) return 'noPerson';
    const time = timeOf(fields[places.time] as string);
    if (time === undefined) return 'time';
    const value = something(fields, places.value);
    if (value !== undefined && !Number.isFinite(Number(value))) return 'value';
    const type = something(fields, places.type);
    if (places.type !== undefined && (type === undefined || !isIdentifier(type))) return 'type';
    const order = something(fields, places.order);
    const title = something(fields, places.title)?.slice(0, LONGEST_TITLE).toWellFormed();
    return {
      line,
      user,
      item,
      time,
      ...(value === undefined ? {} : { value: Number(value) }),
      ...(type === undefined ? {} : { type }),
      ...(order === undefined ? {} : { order }),
      ...(title === undefined ? {} : { title }),
      describe: () => describe?.((column) => (fields[header.indexOf(column)] as string).trim()),
    };
  };
}

type Places = { readonly [Name in keyof Columns]: Columns[Name] extends string ? number : number | undefined };

function placesOf(header: readonly string[], columns: Columns): Places {
  const names = header.map((name) => name.trim());
  const places = Object.entries(columns).map(([use, column]) => {
    let place = names.indexOf(column);
    if (place < 0) place = names.findIndex((name) => name.toLowerCase() === column.toLowerCase());
    if (place < 0) throw new UsageError(`There is no column "${column}" (--${use}). There are: ${listed(names)}.`);
    return [use, place];
  });
  return Object.fromEntries(places);
}

/** A file that is no table may have anything for a header, of any length. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, COLUMNS_NAMED).map((name) => name.slice(0, LONGEST_NAME));
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
}

/** What stands in that column, if anything does. */
function something(fields: readonly string[], place: number | undefined): string | undefined {
  if (place === undefined) return undefined;
  const text = (fields[place] as string).trim();
  return text.length <= LONGEST_NOTHING && NOTHING.has(text.toLowerCase()) ? undefined : text;
}

function isIdentifier(text: string): boolean {
  // The common case, without the price of an exception.
  if (/^[\x20-\x7e]{1,256}$/.test(text)) return true;
  try {
    assertIdentifier(text, 'id');
    return true;
  } catch {
    return false;
  }
}

/** Neighbouring lines often share their moment. */
function remembering(read: (text: string) => number | undefined): (text: string) => number | undefined {
  let last = '';
  let answer: number | undefined;
  return (text) => {
    if (text !== last) {
      answer = read(text);
      last = text;
    }
    return answer;
  };
}
