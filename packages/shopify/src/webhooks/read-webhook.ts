import { type Collected, readObject } from '@sintonia/spec';
import { type ConsentPurposes, consentsOf, customerIdentity } from '../meaning/customer.js';
import { member, readId } from '../meaning/fields.js';
import { orderSignals, refundSignals } from '../meaning/order.js';
import { productItems } from '../meaning/product.js';
import type { ItemKind } from '../meaning/sold-line.js';
import { cartLink, cartSignals, checkoutSignals } from './read-cart.js';
import { readConsents, readCustomer } from './read-customer.js';
import { readOrder, readRefund } from './read-order.js';
import { readProduct } from './read-product.js';
import type { SeenLately } from './seen-lately.js';

export interface Reading {
  readonly kind: ItemKind;
  readonly purposes: Required<ConsentPurposes>;
  readonly seen: SeenLately;
}

type Reader = (fields: Record<string, unknown>, reading: Reading) => Collected;

const order: Reader = (fields, { kind, seen }) => {
  const read = readOrder(fields);
  if (read.person !== undefined) seen.owns(read.id, read.person);
  return { identities: cartLinkOf(fields), signals: orderSignals(read, kind) };
};

const product: Reader = (fields, { kind, seen }) => {
  const read = readProduct(fields);
  return seen.isNews(`product ${read.id}`, read.updatedAt) ? { items: productItems(read, kind) } : {};
};

const customer: Reader = (fields, { purposes, seen }) => {
  const read = readCustomer(fields);
  const isNewest = seen.isNews(`customer ${read.id}`, read.updatedAt);
  // Consents bring their own moments, so that an old payload does them no harm.
  return { identities: isNewest ? [customerIdentity(read)] : [], consents: consentsOf(read.id, read.said, purposes) };
};

/** What somebody says about one channel comes by a topic of its own, too. */
const consent: Reader = (fields, { purposes }) => {
  const id = readId(member(fields, 'customer_id'), 'customer_id');
  return { consents: consentsOf(id, readConsents(fields, 0), purposes) };
};

const cart: Reader = (fields, { kind }) => ({ signals: cartSignals(fields, kind) });

const checkout: Reader = (fields, { kind }) => ({
  identities: cartLink(fields),
  signals: checkoutSignals(fields, kind),
});

/** The customer of the three privacy webhooks. */
const personIn = (fields: Record<string, unknown>) => ({
  userId: readId(member(readObject(member(fields, 'customer'), 'customer'), 'id'), 'customer.id'),
});

/** What each topic means. Others mean nothing to us, and are taken so that Shopify does not send them again. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...['create', 'paid', 'updated', 'cancelled'].map((change) => [`orders/${change}`, order] as const),
  ['refunds/create', refund],
  ['products/create', product],
  ['products/update', product],
  ['products/delete', (fields) => ({ removedItems: [readId(member(fields, 'id'), 'id')] })],
  ['customers/create', customer],
  ['customers/update', customer],
  ['customers/delete', (fields) => ({ erasures: [{ userId: readId(member(fields, 'id'), 'id') }] })],
  ['customers_email_marketing_consent/update', consent],
  ['customers_marketing_consent/update', consent],
  ['carts/create', cart],
  ['carts/update', cart],
  ['checkouts/create', checkout],
  ['checkouts/update', checkout],
  ['customers/redact', (fields) => ({ erasures: [personIn(fields)] })],
  [
    'customers/data_request',
    (fields) => ({ requests: [{ kind: 'export', person: personIn(fields), source: 'shopify' }] }),
  ],
  ['shop/redact', () => ({ requests: [{ kind: 'eraseAll', source: 'shopify' }] })],
]);

/** @throws SINTONIA_INPUT_INVALID that names the field. */
export function readWebhook(topic: string, payload: unknown, reading: Reading): Collected {
  const fields = readObject(payload, 'payload');
  return readers.get(topic.toLowerCase())?.(fields, reading) ?? {};
}

/** An order by draft or import has no cart of its own. */
function cartLinkOf(fields: Record<string, unknown>) {
  return member(fields, 'cart_token') === undefined ? [] : cartLink(fields);
}

/** A refund names its order, but not whose that is. Where we have not seen the order, `orders/updated` brings the same refund. */
function refund(fields: Record<string, unknown>, { kind, seen }: Reading): Collected {
  const read = readRefund(fields);
  const orderId = readId(member(fields, 'order_id'), 'order_id');
  const person = seen.ownerOf(orderId);
  return person === undefined ? {} : { signals: refundSignals(orderId, person, read, kind) };
}
