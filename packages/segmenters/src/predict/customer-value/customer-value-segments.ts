import type { Membership, MembershipReason } from '@sintonia/spec';
import { type CustomerValueModel, lifetimeValueOf, probabilityAlive } from './customer-value-model.js';
import type { CustomerValueSettings } from './customer-value-options.js';
import type { Buyer } from './order-log.js';

/** Every buyer is in one of the first two; those of high value in the third, too. */
export const customerValueSegments = ['likely-active', 'likely-to-churn', 'high-value'] as const;

export type CustomerValueSegment = (typeof customerValueSegments)[number];

/** Confidence is the probability of the person being a customer still, or not; for high value too, which stands on it. */
export function membershipsOf(
  model: CustomerValueModel,
  buyer: Buyer,
  settings: CustomerValueSettings,
): readonly Omit<Membership, 'segmenter'>[] {
  const alive = probabilityAlive(model, buyer);
  const isActive = alive >= 0.5;
  const { frequency, recency, age } = buyer.history;
  const reasons: readonly MembershipReason[] = [
    { measure: 'probabilityAlive', value: alive, unit: 'probability' },
    { measure: 'frequency', value: frequency + 1, unit: 'orders' },
    { measure: 'recency', value: age - recency, unit: 'days' },
  ];
  const first = isActive
    ? { segment: 'likely-active', confidence: alive, reasons }
    : { segment: 'likely-to-churn', confidence: 1 - alive, reasons };
  const value = lifetimeValueOf(model, buyer, settings);
  if (typeof value === 'string' || model.highValue === null || value < model.highValue) return [first];
  const worth = { measure: 'lifetimeValue', value, unit: settings.currency };
  return [first, { segment: 'high-value', confidence: alive, reasons: [worth, ...reasons] }];
}
