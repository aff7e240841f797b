import { readMoment, readObject } from '@sintonia/spec';
import type { ShopConsent, ShopCustomer } from '../meaning/customer.js';
import {
  member,
  readAmount,
  readFirstMoment,
  readId,
  readList,
  readQuantity,
  readText,
  rounded,
} from '../meaning/fields.js';
import type { ShopOrder, ShopRefund } from '../meaning/order.js';
import type { ShopProduct, ShopVariant } from '../meaning/product.js';
import type { SoldLine } from '../meaning/sold-line.js';

type Fields = Record<string, unknown>;

/** A `Product` of the Admin API. */
export function readProductNode(fields: Fields, variants: readonly Fields[]): ShopProduct {
  const text = (name: string) => readText(member(fields, name), name);
  const tags = member(fields, 'tags');
  return {
    id: readId(member(fields, 'id'), 'id'),
    title: text('title'),
    handle: text('handle'),
    vendor: text('vendor'),
    type: text('productType'),
    tags: Array.isArray(tags) ? tags.filter((tag) => readText(tag, 'tags') !== undefined) : [],
    onSale: text('status') === 'ACTIVE' && member(fields, 'publishedAt') !== undefined,
    updatedAt: readFirstMoment(fields, ['updatedAt']),
    variants: variants.map(readVariantNode),
  };
}

function readVariantNode(fields: Fields): ShopVariant {
  const price = member(fields, 'price');
  return {
    id: readId(member(fields, 'id'), 'id'),
    title: readText(member(fields, 'title'), 'title'),
    sku: readText(member(fields, 'sku'), 'sku'),
    price: price === undefined ? undefined : readAmount(price, 'price'),
    available: member(fields, 'availableForSale') === true,
  };
}

/** A `Customer` of the Admin API. */
export function readCustomerNode(fields: Fields): ShopCustomer {
  const at = readFirstMoment(fields, ['createdAt', 'updatedAt']);
  const email = readObject(member(fields, 'defaultEmailAddress') ?? {}, 'defaultEmailAddress');
  const phone = readObject(member(fields, 'defaultPhoneNumber') ?? {}, 'defaultPhoneNumber');
  const said = (channel: ShopConsent['channel'], from: Fields): ShopConsent => {
    const when = member(from, 'marketingUpdatedAt');
    const state = readText(member(from, 'marketingState'), 'marketingState') ?? '';
    return { channel, state, at: when === undefined ? at : readMoment(when, 'marketingUpdatedAt') };
  };
  return {
    id: readId(member(fields, 'id'), 'id'),
    updatedAt: readFirstMoment(fields, ['updatedAt', 'createdAt']),
    traits: {
      email: readText(member(email, 'emailAddress'), 'emailAddress') ?? null,
      phone: readText(member(phone, 'phoneNumber'), 'phoneNumber') ?? null,
      firstName: readText(member(fields, 'firstName'), 'firstName') ?? null,
      lastName: readText(member(fields, 'lastName'), 'lastName') ?? null,
      locale: readText(member(fields, 'locale'), 'locale') ?? null,
    },
    said: [said('email', email), said('sms', phone)],
  };
}

/** An `Order` of the Admin API. */
export function readOrderNode(fields: Fields, lines: readonly Fields[]): ShopOrder {
  const customer = member(fields, 'customer');
  const cancelledAt = member(fields, 'cancelledAt');
  return {
    id: readId(member(fields, 'id'), 'id'),
    // Without a customer it is a cart's, which only the webhook knows.
    person: customer === undefined ? undefined : { userId: idIn(customer, 'customer') },
    at: readFirstMoment(fields, ['processedAt', 'createdAt']),
    cancelledAt: cancelledAt === undefined ? undefined : readMoment(cancelledAt, 'cancelledAt'),
    financialStatus: readText(member(fields, 'displayFinancialStatus'), 'displayFinancialStatus')?.toLowerCase(),
    currency: readText(member(fields, 'currencyCode'), 'currencyCode'),
    isTest: member(fields, 'test') === true,
    lines: lines.map(readLineNode),
    refunds: readList(member(fields, 'refunds'), 'refunds', readRefundNode),
  };
}

function readLineNode(fields: Fields): SoldLine {
  const quantity = readQuantity(member(fields, 'quantity'), 'quantity');
  const discounts = readList(member(fields, 'discountAllocations'), 'discountAllocations', (each, path) =>
    moneyIn(member(each, 'allocatedAmountSet'), `${path}.allocatedAmountSet`),
  );
  const price = moneyIn(member(fields, 'originalUnitPriceSet'), 'originalUnitPriceSet') * quantity;
  return {
    id: readId(member(fields, 'id'), 'id'),
    ...thingIn(fields),
    quantity,
    value: readAmount(rounded(discounts.reduce((left, amount) => left - amount, price)), 'originalUnitPriceSet'),
  };
}

function readRefundNode(fields: Fields, path: string): ShopRefund {
  const connection = readObject(member(fields, 'refundLineItems') ?? {}, `${path}.refundLineItems`);
  return {
    id: readId(member(fields, 'id'), `${path}.id`),
    at: readMoment(member(fields, 'createdAt'), `${path}.createdAt`),
    lines: readList(member(connection, 'nodes'), `${path}.refundLineItems`, (each, at) => {
      const line = readObject(member(each, 'lineItem'), `${at}.lineItem`);
      return {
        id: readId(member(line, 'id'), `${at}.lineItem.id`),
        ...thingIn(line),
        quantity: readQuantity(member(each, 'quantity'), `${at}.quantity`),
        value: moneyIn(member(each, 'subtotalSet'), `${at}.subtotalSet`),
      };
    }),
  };
}

function thingIn(line: Fields) {
  const [product, variant] = [member(line, 'product'), member(line, 'variant')];
  return {
    productId: product === undefined ? undefined : idIn(product, 'product'),
    variantId: variant === undefined ? undefined : idIn(variant, 'variant'),
  };
}

function idIn(value: unknown, field: string): string {
  return readId(member(readObject(value, field), 'id'), `${field}.id`);
}

function moneyIn(value: unknown, field: string): number {
  const money = readObject(member(readObject(value, field), 'shopMoney'), `${field}.shopMoney`);
  return readAmount(member(money, 'amount'), `${field}.shopMoney.amount`);
}
