import type { Drift } from '@sintonia/spec';
import { driftOf } from './drift-thresholds.js';

/** With fewer purchases to be expected, chance alone makes a quarter more or fewer. */
const LEAST_EXPECTED = 100;

/** Whether known buyers bought more, or less, than they should have: a seasonal rush, a sale, a new competitor. */
export function purchaseDrift(observed: number, expected: number): readonly Drift[] {
  if (!(expected >= LEAST_EXPECTED)) return [];
  const ratio = observed / expected;
  return driftOf('purchases', 'expectedPurchases', ratio, Math.max(ratio, 1 / ratio));
}
