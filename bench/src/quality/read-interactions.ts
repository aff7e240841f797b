import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Interaction } from '@sintonia/spec';
import { fieldsIn } from './fields-in.js';

/** What one line says. Whoever is in a file took the item: ratings are not looked at, as in the published tables. */
type Row = Pick<Interaction, 'person' | 'itemId' | 'timestamp'>;

const names = {
  person: /user|person|customer|household|session|visitor/i,
  item: /item|movie|product|artist|track|song|book|business|stock/i,
  time: /time|date|ts$/i,
};

/**
 * Reads who took what: a line a person (`user item item …`), or a line an interaction with columns by tab, comma, semicolon or
 * `::`, with a header or as `user, item[, rating][, time]`. A name that ends in `.gz` is unpacked.
 *
 * @throws Error that names the file where nothing can be read from it
 */
export function readInteractions(file: string): readonly Interaction[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first] = lines;
  if (first === undefined) throw new Error(`${file} is empty.`);
  const separator = ['\t', '::', ';', ','].find((each) => first.includes(each));
  const rows = separator === undefined ? personPerLine(lines) : columns(lines, separator, file);
  return rows.map((row) => ({ ...row, type: 'Order Completed', weight: 1 }));
}

function personPerLine(lines: readonly string[]): Row[] {
  return lines.flatMap((line) => {
    const [person = '', ...items] = line.trim().split(/\s+/);
    return items.map((itemId) => ({ person, itemId, timestamp: 0 }));
  });
}

function columns(lines: readonly string[], separator: string, file: string): Row[] {
  const fieldsOf = (line: string) => fieldsIn(line, separator);
  const header = fieldsOf(lines[0] as string);
  const placeOf = (name: RegExp) => header.findIndex((field) => name.test(field));
  const hasHeader = placeOf(names.person) >= 0 && placeOf(names.item) >= 0;
  const body = (hasHeader ? lines.slice(1) : lines).map(fieldsOf);
  const places = hasHeader
    ? { person: placeOf(names.person), item: placeOf(names.item), time: placeOf(names.time) }
    : { person: 0, item: 1, time: timeColumn(body[0] ?? []) };
  if (header.length < 2) throw new Error(`${file} needs at least two columns: who, and what.`);
  return body.map((fields) => ({
    person: fields[places.person] ?? '',
    itemId: fields[places.item] ?? '',
    timestamp: places.time < 0 ? 0 : momentOf(fields[places.time] ?? ''),
  }));
}

/** Of `user, item, rating, time` the last, of `user, item, time` the third where it can be no rating. */
function timeColumn(fields: readonly string[]): number {
  if (fields.length >= 4) return 3;
  return fields.length === 3 && momentOf(fields[2] as string) > 1e11 ? 2 : -1;
}

/** Milliseconds since 1970, of a date or of seconds or milliseconds; 0 for anything else. */
function momentOf(field: string): number {
  const number = Number(field);
  if (Number.isFinite(number)) return number > 1e8 && number < 1e11 ? number * 1_000 : number;
  const date = Date.parse(field);
  return Number.isNaN(date) ? 0 : date;
}
