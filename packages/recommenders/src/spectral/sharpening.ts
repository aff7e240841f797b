import { type Csr, type Dense, sparseTimesDense } from '@sintonia/kernels';
import type { FitJob } from '../fit-job.js';
import { pool } from '../pool.js';

/**
 * p(XᵀX) times a dense matrix, with p(λ) = 1 − Tλ + (Tλ)²/2 − (Tλ)³/6 + (Tλ)⁴/24: one step of the classical Runge–Kutta method
 * along dy/dt = −λy. Eight products with X or its transpose.
 *
 * @throws SINTONIA_ABORTED, or the reason of the abort
 */
export async function sharpenDense(
  x: Csr,
  turned: Csr,
  dense: Dense,
  time: number,
  job: FitJob,
  [from, to]: readonly [number, number],
): Promise<Dense> {
  if (time === 0) return dense;
  const base = dense.values;
  let current = dense;
  // As Horner would: y − T·F(y − T/2·F(y − T/3·F(y − T/4·F·y))).
  for (const [step, divisor] of [4, 3, 2, 1].entries()) {
    const start = from + ((to - from) * step) / 4;
    const middle = start + (to - from) / 8;
    const image = await sparseTimesDense(pool(), x, current, job.work(start, middle));
    const next = await sparseTimesDense(pool(), turned, image, job.work(middle, middle + (to - from) / 8));
    const factor = time / divisor;
    for (let at = 0; at < base.length; at++) {
      if (at % 100_000 === 0 && job.pace.due()) await job.pace.rest();
      next.values[at] = (base[at] as number) - factor * (next.values[at] as number);
    }
    current = next;
  }
  return current;
}
