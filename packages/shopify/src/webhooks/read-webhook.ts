import { Fields, type Lately } from '@sintonia/adapter-kit';
import { type Collected, type PersonReference, readMoment } from '@sintonia/spec';
import { buyerOf, cartLink } from '../meaning/buyer.js';
import { cartSignals, checkoutSignals } from '../meaning/cart.js';
import { type ConsentPurposes, consentsOf, customerFacts } from '../meaning/customer.js';
import { isTest, orderSignals, refundSignals } from '../meaning/order.js';
import { productFacts } from '../meaning/product.js';
import { refundIn } from '../meaning/refund.js';
import { idOf, readId } from '../meaning/shop-values.js';
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
  // A refund does not say whether it is of a test.
  if (person !== undefined && !isTest(fields)) owners.set(idOf(fields), person);
  return { identities: cartLink(fields, 'cart_token'), signals: orderSignals(fields, kind) };
};

/** A refund names its order, but not whose that is. Where we have not seen the order, `orders/updated` brings the same refund. */
const refund: Reader = (fields, { kind, owners }) => {
  const orderId = fields.read('order_id', readId);
  const person = owners.get(orderId);
  return person === undefined ? {} : { signals: refundSignals(refundIn(fields), orderId, person, kind) };
};

const product: Reader = (fields, { kind }) => productFacts(fields, kind);
/** With its variants, where these are items. */
const gone: Reader = (fields) => {
  const id = idOf(fields);
  return {
    removedItems: [id],
    itemGroups: [{ groupId: id, itemIds: [], updatedAt: fields.optional('updated_at', readMoment) }],
  };
};
const customer: Reader = (fields, { purposes }) => customerFacts(fields, purposes);

/** What somebody says about one channel comes by a topic of its own, too: of e-mail with `customer_id`, of text messages with `id`. */
const consent: Reader = (fields, { purposes }) => {
  const userId = fields.given('customer_id') === undefined ? idOf(fields) : fields.read('customer_id', readId);
  return {
    consents: consentsOf(fields, { userId, otherwise: fields.optional('updated_at', readMoment) ?? 0 }, purposes),
  };
};

const cart: Reader = (fields, { kind }) => ({ signals: cartSignals(fields, kind) });
const checkout: Reader = (fields, { kind }) => ({
  identities: cartLink(fields, 'cart_token', 'token'),
  signals: checkoutSignals(fields, kind),
});

/** The customer of a privacy webhook. */
const personIn = (fields: Fields) => ({ userId: fields.read('customer', readId) });

const source = 'shopify';

const exported: Reader = (fields) => {
  const id = fields.part('data_request').optional('id', readId);
  return { requests: [{ kind: 'export', person: personIn(fields), source, ...(id !== undefined && { id }) }] };
};

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
  ['customers/delete', (fields) => ({ erasures: [{ userId: idOf(fields) }] })],
  ['customers_email_marketing_consent/update', consent],
  ['customers_marketing_consent/update', consent],
  ['carts/create', cart],
  ['carts/update', cart],
  ['checkouts/create', checkout],
  ['checkouts/update', checkout],
  ['customers/redact', (fields) => ({ erasures: [personIn(fields)] })],
  ['customers/data_request', exported],
  ['shop/redact', () => ({ requests: [{ kind: 'eraseAll', source }] })],
]);

/**
 * @param toldAt when Shopify was moved to tell of it: the time of what has none of its own.
 * @throws SINTONIA_INPUT_INVALID that names the field.
 */
export function readWebhook(topic: string, payload: unknown, reading: Reading, toldAt?: number): Collected {
  const fields = new Fields(payload);
  const isDated = toldAt === undefined || fields.given('updated_at') !== undefined;
  return readers.get(topic)?.(isDated ? fields : new Fields({ ...fields.own, updated_at: toldAt }), reading) ?? {};
}
