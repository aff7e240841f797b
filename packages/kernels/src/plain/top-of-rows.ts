import type { KernelTable } from '../runtime/kernel-table.js';

export const topOfRows: KernelTable['topOfRows'] = (
  dense,
  width,
  weights,
  listLength,
  excludeSelf,
  byMagnitude,
  _indexBits,
  listColumns,
  listScores,
  listLengths,
  _keys,
  _spare,
  _counts,
  from,
  to,
) => {
  for (let row = from; row < to; row++) {
    const list: { column: number; value: number; score: number }[] = [];
    for (let column = 0; column < width; column++) {
      const value = Math.fround((dense[row * width + column] as number) * (weights[column] as number));
      const score = byMagnitude ? Math.abs(value) : value;
      if (score > 0 && !(excludeSelf && column === row)) list.push({ column, value, score });
    }
    list.sort((a, b) => b.score - a.score || a.column - b.column);
    list.slice(0, listLength).forEach(({ column, value }, place) => {
      listColumns[row * listLength + place] = column;
      listScores[row * listLength + place] = value;
    });
    listLengths[row] = Math.min(list.length, listLength);
  }
};
