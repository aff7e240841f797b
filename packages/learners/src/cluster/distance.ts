/** Σ of squared differences between `columns` numbers of `a` from `atA` on and of `b` from `atB` on. */
export function squaredDistance(a: Float64Array, atA: number, b: Float64Array, atB: number, columns: number): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const difference = (a[atA + column] as number) - (b[atB + column] as number);
    sum += difference * difference;
  }
  return sum;
}

/** The centre that is nearest to the row at `at`; of equals the first. */
export function nearestCentre(
  values: Float64Array,
  at: number,
  centres: Float64Array,
  columns: number,
): { readonly cluster: number; readonly squared: number } {
  let cluster = 0;
  let squared = Infinity;
  for (let each = 0; each * columns < centres.length; each++) {
    const here = squaredDistance(values, at, centres, each * columns, columns);
    if (here >= squared) continue;
    cluster = each;
    squared = here;
  }
  return { cluster, squared };
}
