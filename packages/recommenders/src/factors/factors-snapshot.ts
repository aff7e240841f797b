import { readItemIds } from '../snapshot/item-ids-section.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import type { FactorsModel } from './factors-model.js';

const KIND = 'factors';

/** The model as one flat buffer: ids as JSON, three numbers, then the vectors as they lie in memory. */
export function packFactors({ itemIds, rank, implicitWeight, regularisation, vectors }: FactorsModel): Uint8Array {
  const ids = new TextEncoder().encode(JSON.stringify(itemIds));
  return packSnapshot(KIND, [ids, Float64Array.of(rank, implicitWeight, regularisation), vectors]);
}

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackFactors(bytes: Uint8Array): FactorsModel {
  const [ids, numbers, factors, ...rest] = unpackSnapshot(KIND, bytes);
  if (!ids || !numbers || !factors || rest.length > 0) throw invalidSnapshot('It has other sections.');
  if (numbers.length !== 24 || factors.length % 4 !== 0) throw invalidSnapshot('Its sections are cut.');
  const [rank, implicitWeight, regularisation] = new Float64Array(numbers.buffer, numbers.byteOffset, 3);
  const itemIds = readItemIds(ids);
  const vectors = new Float32Array(factors.buffer, factors.byteOffset, factors.length / 4);
  const model = { itemIds, rank, implicitWeight, regularisation, vectors } as FactorsModel;
  if (!isSound(model)) throw invalidSnapshot('Its vectors contradict each other.');
  return model;
}

function isSound({ itemIds, rank, implicitWeight, regularisation, vectors }: FactorsModel): boolean {
  return (
    Number.isInteger(rank) &&
    rank > 0 &&
    rank <= 512 &&
    implicitWeight > 0 &&
    regularisation > 0 &&
    vectors.length === itemIds.length * rank &&
    vectors.every(Number.isFinite)
  );
}
