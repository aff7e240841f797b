import { itemDegrees, personDegrees } from './degrees.js';
import type { TasteMatrix } from './taste-matrix.js';

/** deg(person)^−a · deg(item)^−b of every entry, beside `matrix.items`. */
export function normalisedEntries(matrix: TasteMatrix, personExponent: number, itemExponent: number): Float32Array {
  const { people, offsets, items } = matrix;
  const ofPeople = Float64Array.from(personDegrees(matrix), (degree) => degree ** -personExponent);
  const ofItems = Float64Array.from(itemDegrees(matrix), (degree) => Math.max(1, degree) ** -itemExponent);
  const values = new Float32Array(items.length);
  for (let row = 0; row < people; row++) {
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at++) {
      values[at] = (ofPeople[row] as number) * (ofItems[items[at] as number] as number);
    }
  }
  return values;
}
