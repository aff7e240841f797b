import type { CollectedSignal, JsonObject, PersonReference } from '@sintonia/spec';

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
  readonly id: string;
  readonly type: string;
  readonly person: PersonReference;
  readonly at: number;
  readonly kind: ItemKind;
  readonly currency?: string | undefined;
  readonly properties?: JsonObject;
}

export function soldSignal(
  line: SoldLine,
  { id, type, person, at, kind, currency, properties }: Sale,
): CollectedSignal {
  const itemId = kind === 'product' ? line.productId : line.variantId;
  return {
    id,
    type,
    ...person,
    timestamp: at,
    value: line.value,
    ...(itemId !== undefined && { itemId }),
    properties: { ...properties, quantity: line.quantity, ...(currency !== undefined && { currency }) },
  };
}
