import { overlap, sparseRow } from '../sparse/sparse-row.js';
import type { ItemReader } from './item-reader.js';
import type { Seed } from './seed.js';
import type { TextIndex } from './text-index.js';

/** A question that somebody typed. Its reason names the words that were found in an item, the one that tells most first. */
export function questionOf(
  reader: ItemReader,
  texts: TextIndex,
  question: string,
  vector: Float32Array | undefined,
): Seed {
  const words = new Map<number, string>();
  const entries = new Map<number, number>();
  for (const [term, { word, frequency }] of reader.readQuestion(question)) {
    const number = texts.numberOf(term);
    if (number === undefined) continue;
    words.set(number, word);
    entries.set(number, 1 + Math.log(frequency));
  }
  const row = texts.asked(sparseRow(entries));
  return {
    ...{ weight: 1, row, vector },
    reason(itemId, contribution) {
      const found: (readonly [string, number])[] = [];
      const itemRow = texts.index.rowOf(itemId);
      if (itemRow) {
        overlap(row, itemRow, (term, weight, own) => void found.push([words.get(term) as string, weight * own]));
      }
      found.sort(([a, part], [b, other]) => other - part || (a < b ? -1 : 1));
      return { kind: 'text', terms: [...new Set(found.map(([word]) => word))], contribution };
    },
  };
}
