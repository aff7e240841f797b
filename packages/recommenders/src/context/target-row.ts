import type { Towards } from '@sintonia/spec';
import type { AttributesModel } from '../attributes/attributes-model.js';
import { type SparseRow, sumOfRows } from '../sparse/sparse-row.js';
import type { MomentTarget } from './context-options.js';

/**
 * What items of a moment are like, as a row: at the values and categories that are named, and less or more than items on average:
 * of whatever items are, half of all items further that way.
 */
export function targetRow(
  { space, mean }: AttributesModel,
  targets: Readonly<Record<string, MomentTarget>>,
): SparseRow {
  const entries = Object.entries(targets);
  const values = entries.filter(([, target]) => target !== 'less' && target !== 'more');
  const named = space.rowOf({ itemId: '', attributes: Object.fromEntries(values) });
  const relative = entries.filter(([, target]) => target === 'less' || target === 'more');
  const names = new Set(relative.map(([name]) => name));
  const usual = rowWhere(mean, (dimension) => names.has(space.dimension(dimension).attribute));
  const towards = Object.fromEntries(relative) as Towards;
  // Each time by a quarter.
  const moved = space.moved(space.moved(usual, towards), towards);
  return sumOfRows([
    [named, 1],
    [moved, 1],
  ]);
}

/** The part of a row in some dimensions. */
export function rowWhere({ dimensions, weights }: SparseRow, isWanted: (dimension: number) => boolean): SparseRow {
  const places = [...dimensions.keys()].filter((place) => isWanted(dimensions[place] as number));
  return {
    dimensions: Uint32Array.from(places, (place) => dimensions[place] as number),
    weights: Float32Array.from(places, (place) => weights[place] as number),
  };
}

/** A row as long as wished; one of zeros stays. */
export function rowOfLength(row: SparseRow, length: number): SparseRow {
  const norm = Math.hypot(...row.weights);
  return sumOfRows([[row, norm === 0 ? 0 : length / norm]]);
}
