import type { ListModel } from './list-model.js';

/** A model with some lists taken from another one of the same items. */
export function replaceLists(model: ListModel, other: ListModel, replaced: ReadonlySet<number>): ListModel {
  const { rows } = model;
  const from = (list: number) => (replaced.has(list) ? other : model);
  const indptr = new Uint32Array(rows + 1);
  for (let list = 0; list < rows; list++) {
    const source = from(list).indptr;
    const length = (source[list + 1] as number) - (source[list] as number);
    indptr[list + 1] = (indptr[list] as number) + length;
  }
  const entries = indptr[rows] as number;
  const indices = model.indices instanceof Uint16Array ? new Uint16Array(entries) : new Uint32Array(entries);
  const levels = new Int16Array(entries);
  const scales = new Float32Array(rows);
  for (let list = 0; list < rows; list++) {
    const source = from(list);
    const start = source.indptr[list] as number;
    const end = source.indptr[list + 1] as number;
    indices.set(source.indices.subarray(start, end), indptr[list]);
    levels.set(source.levels.subarray(start, end), indptr[list]);
    scales[list] = source.scales[list] as number;
  }
  return { ...model, indptr, indices, levels, scales };
}
