import type { Fields } from '@sintonia/adapter-kit';
import type { CollectedSignal, JsonObject, PersonReference } from '@sintonia/spec';
import { readId } from './shop-values.js';

/** What an item of the engine is: a product, or each of its variants. */
export type ItemKind = 'product' | 'variant';

/** One line of an order, a refund, a cart or a checkout. */
export interface SoldLine {
  readonly id: string;
  /** Absent of what is not, or no longer, in the catalogue. */
  readonly productId?: string | undefined;
  readonly variantId?: string | undefined;
  readonly quantity: number;
  /** Of all pieces together, discounts taken off. In the shop's currency. */
  readonly value: number;
}

export interface Sale {
  readonly type: string;
  /** What its signals' ids begin with; the line's own follows. */
  readonly prefix: string;
  readonly person: PersonReference;
  readonly at: number;
  readonly kind: ItemKind;
  readonly currency?: string | undefined;
  readonly properties?: JsonObject;
}

/** One signal a line; of lines with the same id, one. */
export function soldSignals(lines: readonly SoldLine[], sale: Sale): readonly CollectedSignal[] {
  const { type, prefix, person, at, kind, currency, properties } = sale;
  const seen = new Set<string>();
  const each = lines.filter(({ id }) => !seen.has(id) && seen.add(id));
  return each.map(({ id, productId, variantId, quantity, value }) => {
    const itemId = kind === 'product' ? productId : variantId;
    return {
      id: `${prefix}:${id}`,
      type,
      ...person,
      timestamp: at,
      value,
      ...(itemId !== undefined && { itemId }),
      properties: { ...properties, quantity, ...(currency !== undefined && { currency }) },
    };
  });
}

/** Which thing a line is about. */
export function thingIn(line: Fields): Pick<SoldLine, 'productId' | 'variantId'> {
  return { productId: line.optional('product_id', readId), variantId: line.optional('variant_id', readId) };
}
