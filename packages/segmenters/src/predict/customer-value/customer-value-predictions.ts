import type { Prediction } from '@sintonia/spec';
import {
  type CustomerValueModel,
  expectedPurchases,
  lifetimeValueOf,
  nextOrderAt,
  orderValueOf,
  probabilityAlive,
} from './customer-value-model.js';
import type { CustomerValueSettings } from './customer-value-options.js';
import type { Buyer } from './order-log.js';

/** What is predicted of everybody, in this order. */
export const customerValuePredictions = [
  'probabilityAlive',
  'expectedPurchases',
  'expectedOrderValue',
  'lifetimeValue',
  'nextOrderDate',
] as const;

/** The same answer to every question. */
export const insufficient = (names: readonly string[], lacks: string): readonly Prediction[] =>
  names.map((name) => ({ name, outcome: 'insufficientData', lacks }));

export function predictionsOf(
  model: CustomerValueModel,
  buyer: Buyer,
  settings: CustomerValueSettings,
  now: number,
): readonly Prediction[] {
  const said = (name: (typeof customerValuePredictions)[number], found: number | string, unit: string): Prediction =>
    typeof found === 'string'
      ? { name, outcome: 'insufficientData', lacks: found }
      : { name, outcome: 'predicted', value: found, unit };
  const next = nextOrderAt(model, buyer, now);
  const [low = 0, middle = 0, high = 0] = typeof next === 'string' ? [] : next.map(Math.round);
  return [
    said('probabilityAlive', probabilityAlive(model, buyer), 'probability'),
    said('expectedPurchases', expectedPurchases(model, buyer, settings.horizonDays), 'orders'),
    said('expectedOrderValue', orderValueOf(model, buyer), settings.currency),
    said('lifetimeValue', lifetimeValueOf(model, buyer, settings), settings.currency),
    typeof next === 'string'
      ? said('nextOrderDate', next, 'date')
      : { ...{ name: 'nextOrderDate', outcome: 'predicted', value: middle, unit: 'date' }, interval: [low, high] },
  ];
}
