import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import type { TrendsModel } from './trends-model.js';

const KIND = 'trends';

export function packTrends(model: TrendsModel): Uint8Array {
  return packSnapshot(KIND, [new TextEncoder().encode(JSON.stringify(model))]);
}

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackTrends(bytes: Uint8Array): TrendsModel {
  const [section, ...rest] = unpackSnapshot(KIND, bytes);
  if (!section || rest.length > 0) throw invalidSnapshot('It has other sections.');
  try {
    const model: unknown = JSON.parse(new TextDecoder().decode(section));
    if (isModel(model)) return model;
  } catch {
    // Said below.
  }
  throw invalidSnapshot('It does not hold trends.');
}

function isModel(value: unknown): value is TrendsModel {
  const { now, rises, lists } = value as Partial<TrendsModel>;
  return (
    Number.isFinite(now) &&
    Array.isArray(rises) &&
    rises.every(({ score }) => Number.isFinite(score)) &&
    Array.isArray(lists) &&
    lists.every(
      ([segment, candidates]) =>
        (segment === null || typeof segment === 'string') &&
        Array.isArray(candidates) &&
        candidates.every(
          ({ itemId, score, reasons }) =>
            typeof itemId === 'string' && Number.isFinite(score) && Array.isArray(reasons) && reasons.length > 0,
        ),
    )
  );
}
