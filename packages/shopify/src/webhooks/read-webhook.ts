import { Fields, type Lately } from '@sintonia/adapter-kit';
import type { Collected, PersonReference } from '@sintonia/spec';
import { buyerOf, cartLink } from '../meaning/buyer.js';
import { cartSignals, checkoutSignals } from '../meaning/cart.js';
import { type ConsentPurposes, consentsOf, customerFacts } from '../meaning/customer.js';
import { orderSignals, refundSignals } from '../meaning/order.js';
import { productFacts } from '../meaning/product.js';
import { readId } from '../meaning/shop-values.js';
import type { ItemKind } from '../meaning/sold-line.js';

export interface Reading {
  readonly kind: ItemKind;
  readonly purposes: Required<ConsentPurposes>;
  /** Whose the orders are that this process has read lately. */
  readonly owners: Lately<PersonReference>;
}

type Reader = (fields: Fields, reading: Reading) => Collected;

const order: Reader = (fields, { kind, owners }) => {
  const person = buyerOf(fields, 'cart_token');
  if (person !== undefined) owners.set(fields.read('id', readId), person);
  return { identities: cartLink(fields, 'cart_token'), signals: orderSignals(fields, kind) };
};

/** A refund names its order, but not whose that is. Where we have not seen the order, `orders/updated` brings the same refund. */
const refund: Reader = (fields, { kind, owners }) => {
  const orderId = fields.read('order_id', readId);
  const person = owners.get(orderId);
  return person === undefined ? {} : { signals: refundSignals(fields, orderId, person, kind) };
};

const product: Reader = (fields, { kind }) => productFacts(fields, kind);
/** With its variants, where these are items. */
const gone: Reader = (fields) => {
  const id = fields.read('id', readId);
  return { removedItems: [id], itemGroups: [{ groupId: id, itemIds: [] }] };
};
const customer: Reader = (fields, { purposes }) => customerFacts(fields, purposes);

/** What somebody says about one channel comes by a topic of its own, too. */
const consent: Reader = (fields, { purposes }) => ({
  consents: consentsOf(fields, { userId: fields.read('customer_id', readId), oldest: 0 }, purposes),
});

const cart: Reader = (fields, { kind }) => ({ signals: cartSignals(fields, kind) });
const checkout: Reader = (fields, { kind }) => ({
  identities: cartLink(fields, 'cart_token', 'token'),
  signals: checkoutSignals(fields, kind),
});

/** The customer of the three privacy webhooks. */
const personIn = (fields: Fields) => ({ userId: fields.read('customer', readId) });

const source = 'shopify';

/** What each topic means. Others mean nothing to us, and are taken so that Shopify does not send them again. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['orders/create', order],
  ['orders/paid', order],
  ['orders/updated', order],
  ['orders/cancelled', order],
  ['refunds/create', refund],
  ['products/create', product],
  ['products/update', product],
  ['products/delete', gone],
  ['customers/create', customer],
  ['customers/update', customer],
  ['customers/delete', (fields) => ({ erasures: [{ userId: fields.read('id', readId) }] })],
  ['customers_email_marketing_consent/update', consent],
  ['customers_marketing_consent/update', consent],
  ['carts/create', cart],
  ['carts/update', cart],
  ['checkouts/create', checkout],
  ['checkouts/update', checkout],
  ['customers/redact', (fields) => ({ erasures: [personIn(fields)] })],
  ['customers/data_request', (fields) => ({ requests: [{ kind: 'export', person: personIn(fields), source }] })],
  ['shop/redact', () => ({ requests: [{ kind: 'eraseAll', source }] })],
]);

/** @throws SINTONIA_INPUT_INVALID that names the field. */
export function readWebhook(topic: string, payload: unknown, reading: Reading): Collected {
  return readers.get(topic)?.(new Fields(payload), reading) ?? {};
}
