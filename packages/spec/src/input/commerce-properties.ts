import type { JsonObject, JsonValue } from '../json.js';
import { isIdentifier } from '../person.js';

/** What a signal is about and worth, as Segment's e-commerce events say it: in their properties. */
export interface CommerceProperties {
  readonly itemId?: string;
  readonly value?: number;
}

/**
 * Reads `product_id` (or `sku`), and `revenue`, `total` or `value`; without these, what the products cost together. Whatever is
 * of another form says nothing.
 */
export function commerceProperties(properties: JsonObject | undefined): CommerceProperties {
  if (properties === undefined) return {};
  const { revenue, total, value: worth } = properties;
  const said: { itemId?: string; value?: number } = {};
  const itemId = productIdOf(properties);
  if (itemId !== undefined) said.itemId = itemId;
  const value = amountOf(revenue) ?? amountOf(total) ?? amountOf(worth) ?? amountOf(priceOf(properties));
  if (value !== undefined) said.value = value;
  return said;
}

/** The id of one product: a text, or a number as a text. */
export function productIdOf(product: JsonValue | undefined): string | undefined {
  if (!isObject(product)) return undefined;
  const id = product.product_id ?? product.sku;
  const text = typeof id === 'number' ? String(id) : id;
  return isIdentifier(text) ? text : undefined;
}

function priceOf(properties: JsonObject): number | undefined {
  const { products } = properties;
  if (!Array.isArray(products)) return costOf(properties);
  const costs = products.filter(isObject).map(costOf);
  return costs.length > 0 && costs.every((cost) => cost !== undefined)
    ? costs.reduce((sum, cost) => sum + cost, 0)
    : undefined;
}

function costOf({ price, quantity = 1 }: JsonObject): number | undefined {
  const [one, count] = [amountOf(price), amountOf(quantity)];
  return one === undefined || count === undefined ? undefined : one * count;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Beyond these, cents are lost and sums overflow to what no JSON can hold. */
export const LARGEST_AMOUNT = 1e15;

function amountOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= LARGEST_AMOUNT ? value : undefined;
}
