import type { CollectedSignal, PersonReference } from '@sintonia/spec';
import { rounded } from './fields.js';
import { type ItemKind, type SoldLine, soldSignal } from './sold-line.js';

/** An order, wherever it was read: a webhook or the Admin API. */
export interface ShopOrder {
  readonly id: string;
  /** Whose it is. Absent where nobody can tell. */
  readonly person?: PersonReference | undefined;
  /** When it was placed. Milliseconds since 1970. */
  readonly at: number;
  readonly cancelledAt?: number | undefined;
  /** In lower case, such as `paid`, `voided`. */
  readonly financialStatus?: string | undefined;
  readonly currency?: string | undefined;
  /** An order that somebody placed to try out the shop. */
  readonly isTest: boolean;
  readonly lines: readonly SoldLine[];
  readonly refunds: readonly ShopRefund[];
}

export interface ShopRefund {
  readonly id: string;
  readonly at: number;
  readonly currency?: string | undefined;
  /** Their `id` is that of the order's line. */
  readonly lines: readonly SoldLine[];
}

/** Money that was never taken is not given back either: only then does a cancellation take the value from the order. */
const NEVER_PAID = ['pending', 'authorized', 'voided', 'expired'];

/** One `Order Completed` a line, `Order Cancelled` and `Order Refunded` where it is so. Ids are the same from each source. */
export function orderSignals(order: ShopOrder, kind: ItemKind): readonly CollectedSignal[] {
  const { id, person, at, cancelledAt, currency, financialStatus = '' } = order;
  if (person === undefined || order.isTest) return [];
  const about = { person, currency, properties: { order_id: id }, kind };
  const completed = order.lines.map((line) =>
    soldSignal(line, { ...about, type: 'Order Completed', id: `shopify:order:${id}:${line.id}`, at }),
  );
  const refunded = order.refunds.flatMap((refund) => refundSignals(id, person, refund, kind));
  if (cancelledAt === undefined) return [...completed, ...refunded];
  const neverPaid = NEVER_PAID.includes(financialStatus);
  const cancelled = order.lines.map((line) =>
    soldSignal(neverPaid ? line : { ...line, value: 0 }, {
      ...about,
      type: 'Order Cancelled',
      id: `shopify:cancel:${id}:${line.id}`,
      at: cancelledAt,
    }),
  );
  return [...completed, ...refunded, ...cancelled];
}

/** One `Order Refunded` a line of the order, whatever number of parts it came back in. */
export function refundSignals(
  orderId: string,
  person: PersonReference,
  { id, at, currency, lines }: ShopRefund,
  kind: ItemKind,
): readonly CollectedSignal[] {
  const byLine = new Map<string, SoldLine>();
  for (const line of lines) {
    const { quantity = 0, value = 0 } = byLine.get(line.id) ?? {};
    byLine.set(line.id, { ...line, quantity: line.quantity + quantity, value: rounded(line.value + value) });
  }
  const about = {
    person,
    currency,
    at,
    kind,
    type: 'Order Refunded',
    properties: { order_id: orderId, refund_id: id },
  };
  return [...byLine.values()].map((line) => soldSignal(line, { ...about, id: `shopify:refund:${id}:${line.id}` }));
}
