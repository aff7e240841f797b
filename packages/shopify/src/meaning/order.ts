import type { Fields } from '@sintonia/adapter-kit';
import { type CollectedSignal, type PersonReference, readMoment } from '@sintonia/spec';
import { buyerOf } from './buyer.js';
import { readId, readMoney, readQuantity, rounded } from './shop-values.js';
import { type ItemKind, type SoldLine, soldSignals, thingIn } from './sold-line.js';

/** Money that was never taken is not given back either: only then does a cancellation take the value from the order. */
const NEVER_PAID = ['pending', 'authorized', 'voided', 'expired'];

/**
 * An order, wherever it comes from: one `Order Completed` a line, `Order Cancelled` and `Order Refunded` where it is so, with the same
 * ids from each source. Of nobody and of tests, nothing.
 */
export function orderSignals(fields: Fields, kind: ItemKind): readonly CollectedSignal[] {
  const id = fields.read('id', readId);
  const person = buyerOf(fields, 'cart_token');
  if (person === undefined || fields.given('test') === true) return [];
  const lines = fields.list('line_items', lineOf);
  const about = { person, kind, currency: fields.text('currency'), properties: { order_id: id } };
  const at = fields.moment('processed_at', 'created_at');
  const cancelledAt = fields.optional('cancelled_at', readMoment);
  const isUnpaid = NEVER_PAID.includes(fields.text('financial_status')?.toLowerCase() ?? '');
  const takenBack = isUnpaid ? lines : lines.map((line) => ({ ...line, value: 0 }));
  return [
    ...soldSignals(lines, { ...about, type: 'Order Completed', prefix: `shopify:order:${id}`, at }),
    ...fields.list('refunds', (refund) => refundSignals(refund, id, person, kind)).flat(),
    ...(cancelledAt === undefined
      ? []
      : soldSignals(takenBack, { ...about, type: 'Order Cancelled', prefix: `shopify:cancel:${id}`, at: cancelledAt })),
  ];
}

/** One `Order Refunded` a line of the order, whatever number of parts it came back in. */
export function refundSignals(fields: Fields, orderId: string, person: PersonReference, kind: ItemKind) {
  const id = fields.read('id', readId);
  const at = fields.read('created_at', readMoment);
  const lines = new Map<string, SoldLine>();
  for (const part of fields.list('refund_line_items', refundedPart)) {
    const { quantity = 0, value = 0 } = lines.get(part.id) ?? {};
    lines.set(part.id, { ...part, quantity: part.quantity + quantity, value: rounded(part.value + value) });
  }
  const about = { person, at, kind, properties: { order_id: orderId, refund_id: id } };
  return soldSignals([...lines.values()], { ...about, type: 'Order Refunded', prefix: `shopify:refund:${id}` });
}

function lineOf(fields: Fields): SoldLine {
  const quantity = fields.read('quantity', readQuantity);
  const discounts = fields.list('discount_allocations', (each) => each.read('amount', readMoney));
  const whole = fields.read('price', readMoney) * quantity;
  const value = rounded(discounts.reduce((left, amount) => left - amount, whole));
  return { id: fields.read('id', readId), ...thingIn(fields), quantity, value: readMoney(value, fields.at('price')) };
}

function refundedPart(fields: Fields): SoldLine {
  const line = fields.part('line_item');
  return {
    id: fields.has('line_item_id') ? fields.read('line_item_id', readId) : line.read('id', readId),
    ...thingIn(line),
    quantity: fields.read('quantity', readQuantity),
    value: fields.read('subtotal', readMoney),
  };
}
