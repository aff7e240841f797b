import type { Fields } from '@sintonia/adapter-kit';
import type { CollectedSignal } from '@sintonia/spec';
import { buyerOf } from './buyer.js';
import { readMoney, readQuantity, readToken, rounded } from './shop-values.js';
import { type ItemKind, type Sale, type SoldLine, soldSignals, thingIn } from './sold-line.js';

/**
 * The payload of `carts/*`: one `Product Added` for each thing in the cart. A cart says all that it holds each time, so its token and
 * the variant make the id: a thing counts once a cart, however often the cart changes.
 */
export function cartSignals(fields: Fields, kind: ItemKind): readonly CollectedSignal[] {
  const token = fields.read(fields.given('token') === undefined ? 'id' : 'token', readToken);
  const person = { anonymousId: token };
  return thingsIn(fields, { type: 'Product Added', prefix: `shopify:cart:${token}`, person, kind });
}

/** The payload of `checkouts/*`: one `Checkout Started` for each thing, once. */
export function checkoutSignals(fields: Fields, kind: ItemKind): readonly CollectedSignal[] {
  const token = fields.read('token', readToken);
  const person = buyerOf(fields, 'cart_token', 'token') ?? { anonymousId: token };
  return thingsIn(fields, { type: 'Checkout Started', prefix: `shopify:checkout:${token}`, person, kind });
}

/** Things of the catalogue, each once: a cart may hold the same twice, with different engravings. */
function thingsIn(fields: Fields, about: Omit<Sale, 'at' | 'currency'>): readonly CollectedSignal[] {
  const lines = fields.list('line_items', lineOf).filter(({ variantId }) => variantId !== undefined);
  const currency = fields.text('currency') ?? fields.text('presentment_currency');
  return soldSignals(lines, { ...about, at: fields.moment('updated_at', 'created_at'), currency });
}

function lineOf(fields: Fields): SoldLine {
  const quantity = fields.read('quantity', readQuantity);
  const whole = fields.given('line_price') ?? rounded(fields.read('price', readMoney) * quantity);
  const thing = thingIn(fields);
  return { id: `${thing.variantId}`, ...thing, quantity, value: readMoney(whole, fields.at('line_price')) };
}
