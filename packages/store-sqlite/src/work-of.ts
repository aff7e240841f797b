import { type Batch, type Key, readMoment, SintoniaError, type StoreValue } from '@sintonia/spec';
import { alikeOf } from './check-cells.js';
import { cellsOf, textOf } from './signal-text.js';
import { type Cell, type CheckCells, COMMIT, ERASE, type KeyCells, MANY, type PutCells, type Work } from './work.js';

/**
 * A batch as the writer takes it, copied in full, so that the caller may change it afterwards.
 *
 * @throws SINTONIA_INPUT_INVALID when a key is of another tenant, or a name holds U+0000, which SQLite would cut off.
 */
export function workOf(batch: Batch): Work {
  const { tenant, append = [], check = [], put = [], delete: gone = [], trim = [] } = batch;
  assertName(tenant, 'tenant');
  append.forEach(({ id, person }, index) => {
    assertName(id, `append[${index}].id`);
    assertName(person, `append[${index}].person`);
  });
  const work: Cell[] = [COMMIT, tenant, batch.onDuplicate === 'refuse' ? 1 : 0, append.length];
  work.push(trim.length);
  trim.forEach(({ person, before }, at) => {
    work.push(person, readMoment(before, `trim[${at}].before`));
  });
  const { alike, rest } = alikeOf(
    check.map(({ key, version }, at): CheckCells => [...keyCells(key, tenant, `check[${at}].key`), version]),
  );
  work.push(alike.length, ...alike.flat());
  addRows(work, rest);
  addRows(
    work,
    put.map(({ key, value }, at): PutCells => {
      return [...keyCells(key, tenant, `put[${at}].key`), packed(value, `put[${at}].value`)];
    }),
  );
  if (append.length < MANY) {
    work.push(append.length);
    for (const signal of append) work.push(...cellsOf(signal));
  } else work.push(-append.length, textOf(append));
  work.push(gone.length);
  gone.forEach((key, at) => {
    work.push(...keyCells(key, tenant, `delete[${at}]`));
  });
  return work;
}

export function erasureOf(tenant: string, person: string): Work {
  return [ERASE, tenant, person];
}

function addRows(work: Cell[], rows: readonly (CheckCells | PutCells)[]): void {
  if (rows.length < MANY || rows.some(([, , , value]) => value instanceof Uint8Array)) {
    work.push(rows.length);
    for (const row of rows) work.push(...row);
  } else work.push(-rows.length, JSON.stringify(rows));
}

function keyCells({ tenant, collection, id, person = '' }: Key, own: string, field: string): KeyCells {
  if (tenant !== own) {
    throw new SintoniaError('INPUT_INVALID', `${field} belongs to another tenant than its batch.`, {
      field: `${field}.tenant`,
    });
  }
  assertName(collection, `${field}.collection`);
  assertName(id, `${field}.id`);
  assertName(person, `${field}.person`);
  return [collection, id, person];
}

function packed(value: StoreValue, field: string): string | Uint8Array {
  // A copy also keeps a small view from taking its whole buffer along to the other thread.
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  const text: string | undefined = JSON.stringify(value);
  if (text !== undefined) return text;
  throw new SintoniaError('INPUT_INVALID', `${field} must be JSON or bytes.`, { field });
}

function assertName(name: string, field: string): void {
  if (!name.includes('\0')) return;
  throw new SintoniaError('INPUT_INVALID', `${field} must not hold the character U+0000.`, { field });
}
