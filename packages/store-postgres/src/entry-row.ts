import type { Entry, StoreValue } from '@sintonia/spec';

export type EntryRow = readonly [
  id: string,
  person: string,
  version: string,
  value: string | null,
  bytes: Buffer | null,
];

export function entryOf([id, person, version, value, bytes]: EntryRow, tenant: string, collection: string): Entry {
  return {
    key: { tenant, collection, ...(person !== '' && { person }), id },
    value: value === null ? Uint8Array.from(bytes as Buffer) : (JSON.parse(value) as StoreValue),
    version: Number(version),
  };
}
