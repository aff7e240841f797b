import { readLines } from './read-lines.js';

/** One record of a table, with the number of the line on which it starts (the header is line 1). */
export interface TableRecord {
  readonly line: number;
  /** Absent when the line is broken. */
  readonly fields?: readonly string[];
}

export interface RecordBlock {
  readonly records: readonly TableRecord[];
  /** How much of the file has been read, 0 to 1. */
  readonly fraction: number;
}

/** A quoted field may hold line breaks, but a quote that stays open for longer is a slip, not a field. */
const LONGEST_RECORD = 100;

/** The records of a CSV or TSV file, in blocks. The first is the header. A broken record costs its own line and no other. */
export async function* readRecords(file: string): AsyncGenerator<RecordBlock> {
  const reader = new RecordReader(/\.(tsv|tab)(\.gz)?$/i.test(file) ? '\t' : undefined);
  for await (const { lines, fraction } of readLines(file)) {
    yield { records: reader.read(lines), fraction };
  }
  yield { records: reader.end(), fraction: 1 };
}

export class RecordReader {
  #delimiter: string | undefined;
  #line = 0;
  /** Lines of a record whose quoted field is still open. */
  #open: string[] = [];

  constructor(delimiter?: string) {
    this.#delimiter = delimiter;
  }

  read(lines: readonly string[]): TableRecord[] {
    const records: TableRecord[] = [];
    for (const line of lines) this.#take(line, records);
    return records;
  }

  /** What is still open when the file ends was broken. */
  end(): TableRecord[] {
    const records: TableRecord[] = [];
    while (this.#open.length > 0) this.#giveUp(records);
    return records;
  }

  #take(line: string, records: TableRecord[]): void {
    this.#line++;
    if (this.#open.length === 0) {
      if (line.trim() === '') return;
      this.#delimiter ??= sniffDelimiter(line);
    }
    this.#open.push(line);
    const fields = splitRecord(this.#open.length === 1 ? line : this.#open.join('\n'), this.#delimiter as string);
    if (fields === 'broken' || (fields === 'open' && this.#open.length >= LONGEST_RECORD)) {
      this.#giveUp(records);
    } else if (fields !== 'open') {
      records.push({ line: this.#line - this.#open.length + 1, fields });
      this.#open = [];
    }
  }

  /** The first open line is broken; those behind it get another chance of their own. */
  #giveUp(records: TableRecord[]): void {
    const [, ...behind] = this.#open;
    this.#line -= this.#open.length;
    this.#open = [];
    records.push({ line: ++this.#line });
    for (const line of behind) this.#take(line, records);
  }
}

/**
 * The fields of one record. `open` when a quoted field is not closed yet, `broken` when something follows a closing quote.
 * A quote inside an unquoted field is a character like any other (3.5" disk).
 */
export function splitRecord(record: string, delimiter: string): string[] | 'open' | 'broken' {
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; ; at++) {
    if (record[at] !== '"') {
      const end = record.indexOf(delimiter, at);
      fields.push(record.slice(at, end < 0 ? undefined : end));
      if (end < 0) return fields;
      at = end;
      continue;
    }
    let end = at + 1;
    for (; ; end += 2) {
      end = record.indexOf('"', end);
      // Tab-separated files are seldom quoted: there, a lone quote is text.
      if (end < 0) return delimiter === '\t' ? record.split(delimiter) : 'open';
      if (record[end + 1] !== '"') break;
    }
    fields.push(record.slice(at + 1, end).replaceAll('""', '"'));
    at = end + 1;
    if (at === record.length) return fields;
    if (record[at] !== delimiter) return delimiter === '\t' ? record.split(delimiter) : 'broken';
  }
}

/** What separates the fields of this header: whichever of the usual characters there is most of outside quotes. */
export function sniffDelimiter(header: string): string {
  const unquoted = header.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => unquoted.split(delimiter).length;
  return [',', '\t', ';', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}
