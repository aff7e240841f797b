import { type Batch, type Key, readMoment, SintoniaError, type StoreValue } from '@sintonia/spec';
import { rowOf, textOf } from './signal-text.js';
import type { CheckRow, CommitWork, KeyParts, PutRow, Rows } from './work.js';

/** From so many signals, checks or puts on they go to SQLite together. */
const MANY = 8;

/**
 * A batch as the writer takes it, copied in full, so that the caller may change it afterwards.
 *
 * @throws SINTONIA_INPUT_INVALID when a key is of another tenant, or a name holds U+0000, which SQLite would cut off.
 */
export function workOf(batch: Batch): CommitWork {
  const { tenant, append = [], check = [], put = [], delete: gone = [], trim = [] } = batch;
  assertName(tenant, 'tenant');
  append.forEach(({ id, person }, index) => {
    assertName(id, `append[${index}].id`);
    assertName(person, `append[${index}].person`);
  });
  return {
    kind: 'commit',
    tenant,
    refuseDuplicates: batch.onDuplicate === 'refuse',
    signals: append.length < MANY ? append.map(rowOf) : { text: textOf(append), count: append.length },
    check: rows(check.map(({ key, version }, at): CheckRow => [...partsOf(key, tenant, `check[${at}].key`), version])),
    put: rows(
      put.map(({ key, value }, at): PutRow => {
        return [...partsOf(key, tenant, `put[${at}].key`), packed(value, `put[${at}].value`)];
      }),
    ),
    delete: gone.map((key, at) => partsOf(key, tenant, `delete[${at}]`)),
    trim: trim.map(({ person, before }, at) => ({ person, before: readMoment(before, `trim[${at}].before`) })),
  };
}

function rows<Row extends CheckRow | PutRow>(all: readonly Row[]): Rows<Row> {
  if (all.length < MANY || all.some(([, , , value]) => value instanceof Uint8Array)) return all;
  return { text: JSON.stringify(all), count: all.length };
}

function partsOf({ tenant, collection, id, person = '' }: Key, own: string, field: string): KeyParts {
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
