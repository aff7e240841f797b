import type { JsonValue, StoreValue } from '@sintonia/spec';

/** A value that nobody else can change. JSON lies as its text: one thing for the garbage collector, where objects are dozens. */
export type PackedValue = string | Uint8Array;

export function packed(value: StoreValue): PackedValue {
  return value instanceof Uint8Array ? value.slice() : JSON.stringify(value);
}

/** A copy for whoever asks. */
export function unpacked(value: PackedValue): StoreValue {
  return typeof value === 'string' ? (JSON.parse(value) as JsonValue) : value.slice();
}
