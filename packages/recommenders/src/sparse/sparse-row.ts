/** What little of a long vector is not 0: numbers of dimensions, rising, and their weights beside them. */
export interface SparseRow {
  readonly dimensions: Uint32Array;
  readonly weights: Float32Array;
}

/** A row from its entries; those that are 0 or not finite are left out. */
export function sparseRow(entries: ReadonlyMap<number, number>): SparseRow {
  const sorted = [...entries].filter(([, weight]) => Number.isFinite(weight) && weight !== 0).sort(([a], [b]) => a - b);
  return {
    dimensions: Uint32Array.from(sorted, ([dimension]) => dimension),
    weights: Float32Array.from(sorted, ([, weight]) => weight),
  };
}

/** Σ of weight · factor over several rows. */
export function sumOfRows(rows: Iterable<readonly [SparseRow, number]>): SparseRow {
  const sums = new Map<number, number>();
  for (const [{ dimensions, weights }, factor] of rows) {
    dimensions.forEach((dimension, at) => {
      sums.set(dimension, (sums.get(dimension) ?? 0) + factor * (weights[at] as number));
    });
  }
  return sparseRow(sums);
}

/** Visits the dimensions that both rows have. */
export function overlap(
  one: SparseRow,
  other: SparseRow,
  visit: (dimension: number, weight: number, otherWeight: number) => void,
): void {
  let [at, otherAt] = [0, 0];
  while (at < one.dimensions.length && otherAt < other.dimensions.length) {
    const [dimension, otherDimension] = [one.dimensions[at] as number, other.dimensions[otherAt] as number];
    if (dimension === otherDimension) visit(dimension, one.weights[at++] as number, other.weights[otherAt++] as number);
    else if (dimension < otherDimension) at++;
    else otherAt++;
  }
}

export function dot(one: SparseRow, other: SparseRow): number {
  let sum = 0;
  overlap(one, other, (_, weight, otherWeight) => {
    sum += weight * otherWeight;
  });
  return sum;
}

export function isSameRow(one: SparseRow, other: SparseRow): boolean {
  return (
    one.dimensions.length === other.dimensions.length &&
    one.dimensions.every((dimension, at) => dimension === other.dimensions[at]) &&
    one.weights.every((weight, at) => weight === other.weights[at])
  );
}
