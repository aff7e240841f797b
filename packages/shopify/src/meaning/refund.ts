import type { Fields } from '@sintonia/adapter-kit';
import { readMoment } from '@sintonia/spec';
import { idOf, readId, readMoney, readQuantity, rounded } from './shop-values.js';
import { type SoldLine, thingIn } from './sold-line.js';

/** What came back of an order at once. */
export interface Refund {
  readonly id: string;
  readonly at: number;
  /** One for each line of the order, and one for money that is of no line. */
  readonly lines: readonly SoldLine[];
}

export function refundIn(fields: Fields): Refund {
  const lines = new Map<string, SoldLine>();
  for (const part of fields.list('refund_line_items', partOf)) {
    const { quantity = 0, value = 0 } = lines.get(part.id) ?? {};
    lines.set(part.id, { ...part, quantity: part.quantity + quantity, value: rounded(part.value + value) });
  }
  const value = moneyOfNoLine(fields);
  if (value > 0) lines.set('amount', { id: 'amount', quantity: 0, value });
  return { id: idOf(fields), at: fields.read('created_at', readMoment), lines: [...lines.values()] };
}

/** How much of each line of the order came back in all. */
export function refundedByLine(refunds: readonly Refund[]): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const { id, value } of refunds.flatMap(({ lines }) => lines)) values.set(id, (values.get(id) ?? 0) + value);
  return values;
}

function partOf(fields: Fields): SoldLine {
  const line = fields.part('line_item');
  return {
    id: fields.has('line_item_id') ? fields.read('line_item_id', readId) : idOf(line),
    ...thingIn(line),
    quantity: fields.read('quantity', readQuantity),
    value: fields.read('subtotal', readMoney),
  };
}

/** What else a refund is made of. Shipping and duties were no part of an order's value either. */
const PARTS = ['refund_line_items', 'order_adjustments', 'refund_shipping_lines', 'refund_duties'];

/**
 * Money that was given back beyond what lines explain, such as for a scratch. Shopify books it as an adjustment, below zero, in the
 * shop's currency; where it has booked nothing at all, it is all that was paid.
 */
function moneyOfNoLine(fields: Fields): number {
  const paid = fields.optional('total_refunded', readMoney) ?? sum(fields.list('transactions', paidBack));
  if (paid <= 0) return 0;
  const isBare = PARTS.map((name) => fields.given(name) ?? []).every(
    (part) => Array.isArray(part) && part.length === 0,
  );
  return Math.max(0, rounded(isBare ? paid : -sum(fields.list('order_adjustments', discrepancy))));
}

/** What a transaction gave back to the buyer. */
function paidBack(fields: Fields): number {
  const isRefund = fields.text('kind')?.toLowerCase() === 'refund';
  return isRefund && fields.text('status')?.toLowerCase() === 'success' ? fields.read('amount', readMoney) : 0;
}

/** The Admin API gives a reason for these in place of the kind, and tells of shipping elsewhere. */
function discrepancy(fields: Fields): number {
  if ((fields.text('kind') ?? 'shipping_refund') === 'shipping_refund') return 0;
  return fields.read('amount', readMoney) + (fields.optional('tax_amount', readMoney) ?? 0);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}
