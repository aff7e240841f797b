import { crc32 } from 'node:zlib';
import { SintoniaError } from '@sintonia/spec';
import type { Bands } from '../bands/quantile-bands.js';
import type { RfmModel } from './rfm-model.js';

/** The model as JSON text with a checksum. */
export function packRfm({ recency, frequency, monetary }: RfmModel): Uint8Array {
  const model = { recency, frequency, monetary };
  const checksum = crc32(JSON.stringify(model));
  return new TextEncoder().encode(JSON.stringify({ format: 'sintonia-rfm-1', checksum, model }));
}

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackRfm(bytes: Uint8Array): RfmModel {
  const model = readModel(bytes);
  // Whatever differs from what we would have written has been changed.
  if (model && Buffer.compare(packRfm(model), bytes) === 0) return model;
  throw new SintoniaError('SNAPSHOT_INVALID', "The snapshot can't be used. It is damaged or holds no RFM model.");
}

function readModel(bytes: Uint8Array): RfmModel | undefined {
  try {
    const { model } = JSON.parse(new TextDecoder().decode(bytes));
    const { recency, frequency, monetary } = model;
    return [recency, frequency, monetary].every(isBands) ? { recency, frequency, monetary } : undefined;
  } catch {
    return undefined;
  }
}

const isBands = (value: unknown): value is Bands =>
  Array.isArray(value) && value.every((cut, index) => Number.isFinite(cut) && (index === 0 || cut > value[index - 1]));
