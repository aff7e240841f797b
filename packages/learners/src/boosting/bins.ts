import type { Table } from '../matrix/table.js';

/** The bin of a missing number, in every column; the others are 0 to 63. */
export const MISSING = 64;

/** Bins of one column in a histogram. */
export const BINS = 65;

/** A table in which each number is only known by its bin. */
export interface BinnedTable {
  readonly rows: number;
  /** Between the bins of each column: bin b has what is above cut b − 1 and not above cut b. */
  readonly cuts: readonly Float64Array[];
  /** The bin of each row, a column after the other. */
  readonly codes: readonly Uint8Array[];
}

/** Cuts each column into at most `most` bins of about equal count. Equal numbers never part. */
export function binTable(table: Table, most: number): BinnedTable {
  const { names, rows, values } = table;
  const columns = names.map((_, column) =>
    Float64Array.from({ length: rows }, (_, row) => values[row * names.length + column] as number),
  );
  const cuts = columns.map((column) => cutsOf(column, most));
  return { rows, cuts, codes: columns.map((column, at) => codesOf(column, cuts[at] as Float64Array)) };
}

function cutsOf(column: Float64Array, most: number): Float64Array {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const isLast = (at: number) => at + 1 === sorted.length || sorted[at] !== sorted[at + 1];
  const distinct = sorted.reduce((count, _, at) => count + (isLast(at) ? 1 : 0), 0);
  const cuts: number[] = [];
  for (let at = 0; at + 1 < sorted.length; at++) {
    if (!isLast(at)) continue;
    const isDue = distinct <= most || (at + 1) * most >= (cuts.length + 1) * sorted.length;
    if (isDue && cuts.length + 1 < most) cuts.push(between(sorted[at] as number, sorted[at + 1] as number));
  }
  return Float64Array.from(cuts);
}

/** A number from `low` to under `high`, in the middle where rounding allows it. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle >= low && middle < high ? middle : low;
}

function codesOf(column: Float64Array, cuts: Float64Array): Uint8Array {
  return Uint8Array.from(column, (value) => {
    if (Number.isNaN(value)) return MISSING;
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= (cuts[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}
