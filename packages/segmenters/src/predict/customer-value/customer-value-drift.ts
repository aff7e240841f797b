import { DAY, type Drift } from '@sintonia/spec';
import { driftOf } from '../drift/drift-thresholds.js';
import { LEAST_FOR_STABILITY, populationStability } from '../drift/population-stability.js';
import { purchaseDrift } from '../drift/purchase-drift.js';
import { type CustomerValueModel, expectedPurchases } from './customer-value-model.js';
import type { OrderLog } from './order-log.js';

/** Purchases of less than a week say more of the weekend than of change. */
const LEAST_DAYS = 7;

/** What happened since the model learnt, beside what it expected. Nothing where that was only just now. */
export function customerValueDrift(
  model: CustomerValueModel,
  logs: readonly OrderLog[],
  now: number,
): readonly Drift[] {
  const days = Math.floor(now / DAY) - Math.floor(model.fittedAt / DAY);
  if (days < LEAST_DAYS) return [];
  let [observed, expected] = [0, 0];
  const values: number[] = [];
  for (const log of logs) {
    values.push(...log.valuesBetween(model.fittedAt, now));
    const [then, later] = [log.at(model.fittedAt), log.at(now)];
    if (!then || !later) continue;
    observed += later.history.frequency - then.history.frequency;
    expected += expectedPurchases(model, then, days);
  }
  const stability = values.length < LEAST_FOR_STABILITY ? undefined : populationStability(model.orderValues, values);
  return [
    ...purchaseDrift(observed, expected),
    ...(stability === undefined ? [] : driftOf('population', 'orderValue', stability)),
  ];
}
