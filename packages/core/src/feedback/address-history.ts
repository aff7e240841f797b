import type { DeliveryEvent } from '@sintonia/spec';
import { reportOf } from './message-facts.js';

/** How deliveries to one address went lately, as it lies in the store. */
export interface AddressHistory {
  readonly deliveredAt?: number;
  /** The latest soft bounces, latest first. */
  readonly softBounces: readonly { readonly at: number; readonly id: string }[];
}

/** So many soft bounces in a row, and the address counts as dead. */
const IN_A_ROW = 5;

/** The history with one report more. Neither order nor repetition changes the result. */
export function withDelivery(
  history: AddressHistory = { softBounces: [] },
  { kind, at, id }: Pick<DeliveryEvent, 'kind' | 'at' | 'id'>,
): AddressHistory {
  if (kind === 'delivered') return { ...history, deliveredAt: Math.max(at, history.deliveredAt ?? at) };
  const report = reportOf(id);
  if (kind !== 'softBounce' || history.softBounces.some((bounce) => bounce.id === report)) return history;
  const softBounces = [{ at, id: report }, ...history.softBounces].sort(
    (a, b) => b.at - a.at || (a.id < b.id ? -1 : 1),
  );
  return { ...history, softBounces: softBounces.slice(0, IN_A_ROW) };
}

/** When the latest of five soft bounces in a row came; undefined while there are fewer. @param clearedAt where a new row begins. */
export function softBouncedAt({ deliveredAt, softBounces }: AddressHistory, clearedAt?: number): number | undefined {
  const since = Math.max(deliveredAt ?? Number.NEGATIVE_INFINITY, clearedAt ?? Number.NEGATIVE_INFINITY);
  const inARow = softBounces.filter(({ at }) => at > since);
  return inARow.length < IN_A_ROW ? undefined : inARow[0]?.at;
}
