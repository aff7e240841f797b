import { crc32 } from 'node:zlib';
import { type JsonValue, SintoniaError } from '@sintonia/spec';

/** JSON with a checksum before it: a snapshot for models that need no more. */
export function sealJson(value: JsonValue): Uint8Array {
  const json = JSON.stringify(value);
  return new TextEncoder().encode(`${crc32(json).toString(16).padStart(8, '0')} ${json}`);
}

/** @throws SINTONIA_SNAPSHOT_INVALID when a byte differs from what `sealJson` wrote. */
export function unsealJson(bytes: Uint8Array): JsonValue {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value = JSON.parse(text.slice(9)) as JsonValue;
    if (new TextDecoder().decode(sealJson(value)) === text) return value;
  } catch {
    // Said below.
  }
  throw new SintoniaError('SNAPSHOT_INVALID', 'The snapshot is damaged or of another kind.');
}
