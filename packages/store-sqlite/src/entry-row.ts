import type { Entry, StoreValue } from '@sintonia/spec';

export type EntryRow = readonly [id: string, person: string, version: number, value: string | Uint8Array | ArrayBuffer];

export function entryOf([id, person, version, value]: EntryRow, tenant: string, collection: string): Entry {
  return {
    key: { tenant, collection, ...(person !== '' && { person }), id },
    value: typeof value === 'string' ? (JSON.parse(value) as StoreValue) : bytesOf(value),
    version,
  };
}

// libsql gives a Buffer for one row and an ArrayBuffer for one of many.
function bytesOf(value: Uint8Array | ArrayBuffer): Uint8Array {
  return value instanceof ArrayBuffer ? new Uint8Array(value) : Uint8Array.from(value);
}
