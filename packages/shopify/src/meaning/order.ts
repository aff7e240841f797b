import type { Fields } from '@sintonia/adapter-kit';
import { type CollectedSignal, type PersonReference, readMoment } from '@sintonia/spec';
import { buyerOf } from './buyer.js';
import { type Refund, refundedByLine, refundIn } from './refund.js';
import { idOf, readMoney, readQuantity, rounded } from './shop-values.js';
import { type ItemKind, type SoldLine, soldSignals, thingIn } from './sold-line.js';

/** Money that was never taken is not given back either: only then does a cancellation take the value from the order. */
const NEVER_PAID = ['pending', 'authorized', 'voided', 'expired'];

/**
 * An order, wherever it comes from: one `Order Completed` a line, `Order Cancelled` and `Order Refunded` where it is so, with the same
 * ids from each source. Of nobody and of tests, nothing.
 */
export function orderSignals(fields: Fields, kind: ItemKind): readonly CollectedSignal[] {
  const id = idOf(fields);
  const person = buyerOf(fields, 'cart_token');
  if (person === undefined || isTest(fields)) return [];
  const lines = fields.list('line_items', lineOf);
  const refunds = fields.list('refunds', refundIn);
  const about = { person, kind, currency: fields.text('currency'), properties: { order_id: id } };
  const at = fields.moment('processed_at', 'created_at');
  const cancelledAt = fields.optional('cancelled_at', readMoment);
  const isUnpaid = NEVER_PAID.includes(fields.text('financial_status')?.toLowerCase() ?? '');
  const back = refundedByLine(refunds);
  const left = ({ id, value, share }: OrderLine) => Math.max(0, rounded(value * share - (back.get(id) ?? 0)));
  const takenBack = lines.map((line) => ({ ...line, value: isUnpaid ? left(line) : 0 }));
  return [
    ...soldSignals(lines, { ...about, type: 'Order Completed', prefix: `shopify:order:${id}`, at }),
    ...refunds.flatMap((refund) => refundSignals(refund, id, person, kind)),
    ...(cancelledAt === undefined
      ? []
      : soldSignals(takenBack, { ...about, type: 'Order Cancelled', prefix: `shopify:cancel:${id}`, at: cancelledAt })),
  ];
}

/** Whether an order was only to try the checkout. */
export function isTest(fields: Fields): boolean {
  return fields.given('test') === true;
}

/** One `Order Refunded` a line of the order, whatever number of parts it came back in, and one for money that is of no line. */
export function refundSignals({ id, at, lines }: Refund, orderId: string, person: PersonReference, kind: ItemKind) {
  const about = { person, at, kind, properties: { order_id: orderId, refund_id: id } };
  return soldSignals(lines, { ...about, type: 'Order Refunded', prefix: `shopify:refund:${id}` });
}

interface OrderLine extends SoldLine {
  /** Of its pieces, those that no refund has taken back: by the Admin API. Webhooks bring the refunds instead, and it is 1. */
  readonly share: number;
}

function lineOf(fields: Fields): OrderLine {
  const quantity = fields.read('quantity', readQuantity);
  const discounts = fields.list('discount_allocations', (each) => each.read('amount', readMoney));
  const whole = fields.read('price', readMoney) * quantity;
  const value = rounded(discounts.reduce((left, amount) => left - amount, whole));
  const share = quantity === 0 ? 1 : (fields.optional('not_refunded', readQuantity) ?? quantity) / quantity;
  return { id: idOf(fields), ...thingIn(fields), quantity, value: readMoney(value, fields.at('price')), share };
}
