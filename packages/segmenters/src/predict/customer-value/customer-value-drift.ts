import { DAY, type Drift } from '@sintonia/spec';
import { mapWithRests } from '../../fitting/map-with-rests.js';
import { sample } from '../../fitting/sample.js';
import { driftOf } from '../drift/drift-thresholds.js';
import { populationStability } from '../drift/population-stability.js';
import { purchaseDrift } from '../drift/purchase-drift.js';
import { type CustomerValueModel, expectedPurchases } from './customer-value-model.js';
import type { OrderLog } from './order-log.js';

/** Purchases of less than a week say more of the weekend than of change. */
const LEAST_DAYS = 7;

/** So many buyers tell it as well as all. */
const MOST_BUYERS = 10_000;

/**
 * What happened since the model learnt, beside what it expected. Nothing where that was only just now.
 *
 * @param rest turns the event loop; throws when the fit is aborted.
 */
export async function customerValueDrift(
  model: CustomerValueModel,
  logs: readonly OrderLog[],
  now: number,
  rest: () => Promise<void>,
): Promise<readonly Drift[]> {
  const days = Math.floor(now / DAY) - Math.floor(model.fittedAt / DAY);
  if (days < LEAST_DAYS) return [];
  let [observed, expected] = [0, 0];
  const values: number[] = [];
  const compare = (log: OrderLog) => {
    values.push(...log.valuesBetween(model.fittedAt, now));
    const [then, later] = [log.at(model.fittedAt), log.at(now)];
    if (!then || !later) return;
    observed += later.history.frequency - then.history.frequency;
    expected += expectedPurchases(model, then, days);
  };
  await mapWithRests(sample(logs, MOST_BUYERS), compare, rest);
  const stability = populationStability(model.orderValues, values);
  return [
    ...purchaseDrift(observed, expected),
    ...(stability === undefined ? [] : driftOf('population', 'orderValue', stability)),
  ];
}
