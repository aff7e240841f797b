import { readMoment, readObject } from '@sintonia/spec';
import {
  member,
  readAmount,
  readFirstMoment,
  readId,
  readList,
  readOptionalId,
  readOptionalToken,
  readQuantity,
  readText,
  rounded,
} from '../meaning/fields.js';
import type { ShopOrder, ShopRefund } from '../meaning/order.js';
import type { SoldLine } from '../meaning/sold-line.js';

/** Who bought: the customer, or else the cart. A cart's token links what was done before with the customer. */
export interface Buyer {
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
}

export function readBuyer(fields: Record<string, unknown>): Buyer {
  const customer = member(fields, 'customer');
  const userId =
    customer === undefined ? undefined : readId(member(readObject(customer, 'customer'), 'id'), 'customer.id');
  const token = readOptionalToken(member(fields, 'cart_token'), 'cart_token');
  return { ...(userId !== undefined && { userId }), ...(token !== undefined && { anonymousId: token }) };
}

/** The payload of `orders/*`. */
export function readOrder(fields: Record<string, unknown>): ShopOrder {
  const cancelledAt = member(fields, 'cancelled_at');
  const { userId, anonymousId } = readBuyer(fields);
  return {
    id: readId(member(fields, 'id'), 'id'),
    person: userId !== undefined ? { userId } : anonymousId !== undefined ? { anonymousId } : undefined,
    at: readFirstMoment(fields, ['processed_at', 'created_at']),
    cancelledAt: cancelledAt === undefined ? undefined : readMoment(cancelledAt, 'cancelled_at'),
    financialStatus: readText(member(fields, 'financial_status'), 'financial_status')?.toLowerCase(),
    currency: readText(member(fields, 'currency'), 'currency'),
    isTest: member(fields, 'test') === true,
    lines: readList(member(fields, 'line_items'), 'line_items', readLine),
    refunds: readList(member(fields, 'refunds'), 'refunds', readRefund),
  };
}

/** The payload of `refunds/create`, and a part of an order. */
export function readRefund(fields: Record<string, unknown>, path = ''): ShopRefund {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  return {
    id: readId(member(fields, 'id'), at('id')),
    at: readMoment(member(fields, 'created_at'), at('created_at')),
    lines: readList(member(fields, 'refund_line_items'), at('refund_line_items'), readRefundLine),
  };
}

function readRefundLine(fields: Record<string, unknown>, path: string): SoldLine {
  const line = readObject(member(fields, 'line_item') ?? {}, `${path}.line_item`);
  return {
    id: readId(member(fields, 'line_item_id'), `${path}.line_item_id`),
    productId: readOptionalId(member(line, 'product_id'), `${path}.line_item.product_id`),
    variantId: readOptionalId(member(line, 'variant_id'), `${path}.line_item.variant_id`),
    quantity: readQuantity(member(fields, 'quantity'), `${path}.quantity`),
    value: readAmount(member(fields, 'subtotal'), `${path}.subtotal`),
  };
}

function readLine(fields: Record<string, unknown>, path: string): SoldLine {
  const quantity = readQuantity(member(fields, 'quantity'), `${path}.quantity`);
  const price = readAmount(member(fields, 'price'), `${path}.price`);
  const discounts = readList(member(fields, 'discount_allocations'), `${path}.discount_allocations`, (each, at) =>
    readAmount(member(each, 'amount'), `${at}.amount`),
  );
  const discount = discounts.reduce((sum, amount) => sum + amount, 0);
  return {
    id: readId(member(fields, 'id'), `${path}.id`),
    productId: readOptionalId(member(fields, 'product_id'), `${path}.product_id`),
    variantId: readOptionalId(member(fields, 'variant_id'), `${path}.variant_id`),
    quantity,
    value: readAmount(rounded(price * quantity - discount), `${path}.price`),
  };
}
