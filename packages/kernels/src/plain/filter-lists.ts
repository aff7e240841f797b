import type { KernelTable } from '../runtime/kernel-table.js';

/** One row of the filter after the other, vectors dense. */
export const filterLists: KernelTable['filterLists'] = (
  starts,
  columns,
  values,
  turnedStarts,
  turnedColumns,
  turnedValues,
  rowWeights,
  columnWeights,
  rowCount,
  columnCount,
  coefficients,
  degree,
  left,
  panels,
  rank,
  _dense,
  _lanes,
  _total,
  _image,
  _strips,
  _tile,
  listedWeights,
  listLength,
  excludeSelf,
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
  const times = (
    [lineStarts, lineColumns, lineValues]: readonly [Uint32Array, Uint32Array, Float32Array],
    count: number,
    vector: Float32Array,
  ) =>
    Float32Array.from({ length: count }, (_, line) => {
      let sum = 0;
      for (let at = lineStarts[line] as number; at < (lineStarts[line + 1] as number); at++) {
        sum += (lineValues.length > 0 ? (lineValues[at] as number) : 1) * (vector[lineColumns[at] as number] as number);
      }
      return sum;
    });
  const scaled = (vector: Float32Array, weights: Float32Array) =>
    vector.map((value, at) => value * (weights[at] as number));
  for (let row = from; row < to; row++) {
    const total = new Float32Array(columnCount);
    let current = new Float32Array(columnCount);
    current[row] = 1;
    for (let power = 0; power <= degree; power++) {
      if (power > 0) {
        const image = times([starts, columns, values], rowCount, scaled(current, columnWeights));
        const back = times([turnedStarts, turnedColumns, turnedValues], columnCount, scaled(image, rowWeights));
        current = scaled(back, columnWeights);
      }
      const factor = coefficients[power] as number;
      current.forEach((value, at) => {
        total[at] = (total[at] as number) + factor * value;
      });
    }
    const list: { column: number; score: number }[] = [];
    for (let column = 0; column < columnCount; column++) {
      let sum = total[column] as number;
      for (let step = 0; step < rank; step++) {
        const cell = panels[((column >> 3) * rank + step) * 8 + (column & 7)] as number;
        sum += (left[row * rank + step] as number) * cell;
      }
      const score = Math.fround(Math.fround(sum) * (listedWeights[column] as number));
      if (score > 0 && !(excludeSelf && column === row)) list.push({ column, score });
    }
    list.sort((a, b) => b.score - a.score || a.column - b.column);
    list.slice(0, listLength).forEach(({ column, score }, place) => {
      listColumns[row * listLength + place] = column;
      listScores[row * listLength + place] = score;
    });
    listLengths[row] = Math.min(list.length, listLength);
  }
};
