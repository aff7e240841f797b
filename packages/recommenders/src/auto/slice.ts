import type { TasteMatrix } from '../dataset/taste-matrix.js';

/** A data set cut in two, to see what would have been foretold. */
export interface Slice {
  readonly train: TasteMatrix;
  /** By row of `train`, the items to find; rows without any are not tested. */
  readonly wanted: readonly (readonly number[])[];
  /** The moment of asking, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * @param held whether an entry of the matrix, beside its items, is to be foretold
 * @param now the moment of asking
 */
export function sliceBy(matrix: TasteMatrix, held: (row: number, entry: number) => boolean, now: number): Slice {
  const { people, offsets, items, times, weights, rowPeople } = matrix;
  const kept: number[] = [];
  const starts: number[] = [0];
  const rows: number[] = [];
  const wanted: number[][] = [];
  for (let row = 0; row < people; row++) {
    const targets: number[] = [];
    const before = kept.length;
    for (let entry = offsets[row] as number; entry < (offsets[row + 1] as number); entry++) {
      if (held(row, entry)) targets.push(items[entry] as number);
      else kept.push(entry);
    }
    // Who has no history is not asked: everything would come from popularity.
    if (kept.length === before) continue;
    rows.push(rowPeople[row] as number);
    starts.push(kept.length);
    wanted.push(targets);
  }
  const train = {
    itemIds: matrix.itemIds,
    people: rows.length,
    offsets: Uint32Array.from(starts),
    items: Uint32Array.from(kept, (entry) => items[entry] as number),
    times: Float64Array.from(kept, (entry) => times[entry] as number),
    weights: Float32Array.from(kept, (entry) => weights[entry] as number),
    rowPeople: Uint32Array.from(rows),
  };
  return { train, wanted, now };
}
