import { type Batch, type Key, readMoment, SintoniaError, type StoreValue } from '@sintonia/spec';
import { assertKey, assertName } from './names.js';
import { restOf } from './signal-row.js';
import type { KeyWork, Packed, Work } from './work.js';

/** @throws SINTONIA_INPUT_INVALID when a key is of another tenant, or something cannot be kept. */
export function workOf(batch: Batch): Work {
  const { tenant, append = [], check = [], put = [], delete: gone = [], trim = [] } = batch;
  assertName(tenant, () => 'tenant');
  return {
    refuses: batch.onDuplicate === 'refuse',
    signals: append.map((signal, index) => {
      const { id, person, type, timestamp } = signal;
      assertName(id, () => `append[${index}].id`);
      assertName(person, () => `append[${index}].person`);
      assertName(type, () => `append[${index}].type`);
      return { id, person, type, timestamp, rest: restOf(signal) };
    }),
    check: check.map(({ key, version }, at) => ({ key: keyOf(key, tenant, () => `check[${at}].key`), version })),
    put: lastOfEach(
      put.map(({ key, value }, at) => ({
        key: keyOf(key, tenant, () => `put[${at}].key`),
        value: packed(value, `put[${at}].value`),
      })),
    ),
    delete: gone.map((key, at) => keyOf(key, tenant, () => `delete[${at}]`)),
    trim: trim.map(({ person, before }, at) => ({ person, before: readMoment(before, `trim[${at}].before`) })),
  };
}

function keyOf(key: Key, own: string, field: () => string): KeyWork {
  if (key.tenant !== own) {
    throw new SintoniaError('INPUT_INVALID', `${field()} belongs to another tenant than its batch.`, {
      field: `${field()}.tenant`,
    });
  }
  assertKey(key, field);
  return { collection: key.collection, id: key.id, person: key.person ?? '' };
}

/** One statement cannot write a row twice. */
function lastOfEach(put: Work['put']): Work['put'] {
  if (put.length < 2) return put;
  const last = new Map(put.map(({ key }, at) => [`${key.collection}\0${key.id}\0${key.person}`, at]));
  if (last.size === put.length) return put;
  const kept = new Set(last.values());
  return put.map(({ key, value }, at) => ({ key, value: kept.has(at) ? value : null }));
}

function packed(value: StoreValue, field: string): Packed {
  if (value instanceof Uint8Array) return Buffer.from(value);
  const text: string | undefined = JSON.stringify(value);
  if (text !== undefined) return text;
  throw new SintoniaError('INPUT_INVALID', `${field} must be JSON or bytes.`, { field });
}
