import { member, readAmount, readFirstMoment, readId, readList, readText } from '../meaning/fields.js';
import type { ShopProduct, ShopVariant } from '../meaning/product.js';

/** The payload of `products/create` and `products/update`. */
export function readProduct(fields: Record<string, unknown>): ShopProduct {
  const text = (name: string) => readText(member(fields, name), name);
  const tags = member(fields, 'tags');
  const words = typeof tags === 'string' ? tags.slice(0, 60_000).toWellFormed().split(',') : [];
  return {
    id: readId(member(fields, 'id'), 'id'),
    title: text('title'),
    handle: text('handle'),
    vendor: text('vendor'),
    type: text('product_type'),
    tags: words.map((word) => word.trim()).filter((word) => word !== ''),
    // Payloads of old API versions have no status.
    onSale: (text('status') ?? 'active').toLowerCase() === 'active' && member(fields, 'published_at') !== undefined,
    updatedAt: readFirstMoment(fields, ['updated_at', 'created_at']),
    variants: readList(member(fields, 'variants'), 'variants', readVariant),
  };
}

function readVariant(fields: Record<string, unknown>, path: string): ShopVariant {
  const text = (name: string) => readText(member(fields, name), `${path}.${name}`);
  const price = member(fields, 'price');
  const quantity = member(fields, 'inventory_quantity');
  const isCounted = text('inventory_management') !== undefined && text('inventory_policy') !== 'continue';
  return {
    id: readId(member(fields, 'id'), `${path}.id`),
    title: text('title'),
    sku: text('sku'),
    price: price === undefined ? undefined : readAmount(price, `${path}.price`),
    available: !isCounted || (typeof quantity === 'number' && quantity > 0),
  };
}
