import { crc32 } from 'node:zlib';
import { type JsonObject, type JsonValue, SintoniaError } from '@sintonia/spec';

/** A model as JSON text, with its format and a checksum. */
export function sealModel(format: string, model: JsonObject): Uint8Array {
  const checksum = crc32(JSON.stringify(model));
  return new TextEncoder().encode(JSON.stringify({ format, checksum, model }));
}

/**
 * The model of a snapshot.
 *
 * @param read gives the model in the members and the order that were sealed, or nothing where it is of another kind.
 * @throws SINTONIA_SNAPSHOT_INVALID
 */
export function unsealModel<Model extends JsonObject>(
  format: string,
  bytes: Uint8Array,
  read: (model: JsonValue) => Model | undefined,
): Model {
  const model = parsed(bytes, read);
  // Whatever differs from what we would have written has been changed.
  if (model !== undefined && Buffer.compare(sealModel(format, model), bytes) === 0) return model;
  throw new SintoniaError('SNAPSHOT_INVALID', `The snapshot can't be used. It is damaged or no ${format}.`);
}

function parsed<Model>(bytes: Uint8Array, read: (model: JsonValue) => Model | undefined): Model | undefined {
  try {
    return read(JSON.parse(new TextDecoder().decode(bytes)).model);
  } catch {
    return undefined;
  }
}
