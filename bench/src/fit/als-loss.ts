import { type Csr, type Dense, gram, type Kernels } from '@sintonia/kernels';

/**
 * What implicit ALS makes small: Σ over the entries c (1 − x·y)² + Σ over all other cells (x·y)² + λ (Σ|x|² + Σ|y|²) (Hu, Koren & Volinsky 2008). Without it, less work could pass for more speed.
 */
export async function alsLoss(
  kernels: Kernels,
  { rows, columns, indptr, indices }: Csr,
  [{ columns: rank, values: x }, { values: y }]: readonly [Dense, Dense],
  { weight, regularisation }: { readonly weight: number; readonly regularisation: number },
): Promise<number> {
  const [xx, yy] = [
    (await gram(kernels, { rows, columns: rank, values: x })).values,
    (await gram(kernels, { rows: columns, columns: rank, values: y })).values,
  ];
  let loss = 0;
  for (let at = 0; at < xx.length; at++) loss += (xx[at] as number) * (yy[at] as number);
  for (let at = 0; at < rank; at++) {
    loss += regularisation * ((xx[at * (rank + 1)] as number) + (yy[at * (rank + 1)] as number));
  }
  for (let row = 0; row < rows; row++) {
    for (let at = indptr[row] as number; at < (indptr[row + 1] as number); at++) {
      const column = (indices[at] as number) * rank;
      let score = 0;
      for (let d = 0; d < rank; d++) score += (x[row * rank + d] as number) * (y[column + d] as number);
      loss += weight * (1 - score) ** 2 - score ** 2;
    }
  }
  return loss;
}
