import { BINS, type BinnedTable } from './bins.js';

/** First and second derivatives of the loss at each row. */
export interface Derivatives {
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
}

/** Σ gradient and Σ curvature of the rows in each bin of each column, in turns. */
export type Histogram = Float64Array;

export function histogramOf(
  { codes }: BinnedTable,
  { gradients, curvatures }: Derivatives,
  rows: Uint32Array,
): Histogram {
  const histogram = new Float64Array(codes.length * BINS * 2);
  codes.forEach((column, at) => {
    const from = at * BINS * 2;
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place] as number;
      const bin = from + 2 * (column[row] as number);
      histogram[bin] = (histogram[bin] as number) + (gradients[row] as number);
      histogram[bin + 1] = (histogram[bin + 1] as number) + (curvatures[row] as number);
    }
  });
  return histogram;
}

/** What the rows of one child leave for the other. Changes `parent`. */
export function subtract(parent: Histogram, child: Histogram): Histogram {
  for (let at = 0; at < parent.length; at++) parent[at] = (parent[at] as number) - (child[at] as number);
  return parent;
}
