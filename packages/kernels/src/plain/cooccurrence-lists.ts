import type { KernelTable } from '../runtime/kernel-table.js';

const { fround } = Math;

/** Rounds wherever the WebAssembly kernel does, and so gives the same bits. */
export const cooccurrenceLists: KernelTable['cooccurrenceLists'] = (
  rowStarts,
  rowColumns,
  columnStarts,
  columnRows,
  rowWeights,
  seedValues,
  listedValues,
  seedWeights,
  listedWeights,
  left,
  right,
  width,
  listLength,
  excludeSelf,
  normalise,
  _indexBits,
  listStarts,
  listColumns,
  listScores,
  listLengths,
  sums,
  _met,
  _keys,
  _spare,
  _counts,
  from,
  to,
) => {
  for (let column = from; column < to; column++) {
    const met = new Set<number>();
    for (let at = columnStarts[column] as number; at < (columnStarts[column + 1] as number); at++) {
      const row = columnRows[at] as number;
      const value = seedValues.length > 0 ? (seedValues[at] as number) : 1;
      const weight = fround((rowWeights[row] as number) * value);
      for (let entry = rowStarts[row] as number; entry < (rowStarts[row + 1] as number); entry++) {
        const other = rowColumns[entry] as number;
        const added = listedValues.length > 0 ? fround(weight * (listedValues[entry] as number)) : weight;
        sums[other] = (sums[other] as number) + added;
        met.add(other);
      }
    }
    const list: { other: number; score: number }[] = [];
    for (const other of met) {
      const seeded = fround((sums[other] as number) * (seedWeights[column] as number));
      let product = 0;
      for (let at = 0; at < width; at++) {
        product += (left[column * width + at] as number) * (right[other * width + at] as number);
      }
      const score = fround(fround(seeded * (listedWeights[other] as number)) + fround(product));
      sums[other] = -0;
      if (score > 0 && !(excludeSelf && other === column)) list.push({ other, score });
    }
    list.sort((a, b) => b.score - a.score || a.other - b.other);
    const kept = list.slice(0, listLength);
    const total = normalise ? kept.reduce((sum, { score }) => fround(sum + score), 0) : 1;
    const start = listStarts[column] as number;
    kept.forEach(({ other, score }, place) => {
      listColumns[start + place] = other;
      listScores[start + place] = score / total;
    });
    listLengths[column] = kept.length;
  }
};
