import type { CollectedSignal } from '@sintonia/spec';
import {
  member,
  readAmount,
  readFirstMoment,
  readList,
  readOptionalId,
  readOptionalToken,
  readQuantity,
  readText,
  readToken,
  rounded,
} from '../meaning/fields.js';
import { type ItemKind, type SoldLine, soldSignal } from '../meaning/sold-line.js';
import { type Buyer, readBuyer } from './read-order.js';

/**
 * The payload of `carts/*`: one `Product Added` for each thing in the cart. A cart says all that it holds each time, so its token and
 * the variant make the id: a thing counts once a cart, however often the cart changes.
 */
export function cartSignals(fields: Record<string, unknown>, kind: ItemKind): readonly CollectedSignal[] {
  const token = readToken(member(fields, 'token') ?? member(fields, 'id'), 'token');
  const person = { anonymousId: token };
  return linesOf(fields, 'cart', token).map((line) =>
    soldSignal(line, { ...about(fields, kind), id: line.id, type: 'Product Added', person }),
  );
}

/** The payload of `checkouts/*`: one `Checkout Started` for each thing, once. */
export function checkoutSignals(fields: Record<string, unknown>, kind: ItemKind): readonly CollectedSignal[] {
  const token = readToken(member(fields, 'token'), 'token');
  const { userId, anonymousId = token } = readBuyer(fields);
  const person: Buyer = userId === undefined ? { anonymousId } : { userId };
  return linesOf(fields, 'checkout', token).map((line) =>
    soldSignal(line, { ...about(fields, kind), id: line.id, type: 'Checkout Started', person }),
  );
}

function about(fields: Record<string, unknown>, kind: ItemKind) {
  const currency =
    readText(member(fields, 'currency'), 'currency') ??
    readText(member(fields, 'presentment_currency'), 'presentment_currency');
  return { at: readFirstMoment(fields, ['updated_at', 'created_at']), kind, currency };
}

/** Things of the catalogue, each once: a cart may hold the same twice, with different engravings. */
function linesOf(fields: Record<string, unknown>, what: 'cart' | 'checkout', token: string): readonly SoldLine[] {
  const lines = readList(member(fields, 'line_items'), 'line_items', (line, path) => {
    const variantId = readOptionalId(member(line, 'variant_id'), `${path}.variant_id`);
    const quantity = readQuantity(member(line, 'quantity'), `${path}.quantity`);
    const whole = member(line, 'line_price');
    const price = whole === undefined ? readAmount(member(line, 'price'), `${path}.price`) * quantity : whole;
    return {
      id: `shopify:${what}:${token}:${variantId}`,
      productId: readOptionalId(member(line, 'product_id'), `${path}.product_id`),
      variantId,
      quantity,
      value: readAmount(typeof price === 'number' ? rounded(price) : price, `${path}.line_price`),
    };
  });
  const seen = new Set<string>();
  return lines.filter(({ id, variantId }) => variantId !== undefined && !seen.has(id) && seen.add(id));
}

/** The token that a checkout and a cart share, where somebody is known by now. */
export function cartLink(fields: Record<string, unknown>): readonly { userId: string; anonymousId: string }[] {
  const { userId, anonymousId } = readBuyer(fields);
  const token = anonymousId ?? readOptionalToken(member(fields, 'token'), 'token');
  return userId !== undefined && token !== undefined ? [{ userId, anonymousId: token }] : [];
}
