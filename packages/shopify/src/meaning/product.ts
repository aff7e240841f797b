import type { Item } from '@sintonia/spec';
import type { ItemKind } from './sold-line.js';

/** A product, wherever it was read. */
export interface ShopProduct {
  readonly id: string;
  readonly title?: string | undefined;
  readonly handle?: string | undefined;
  readonly vendor?: string | undefined;
  readonly type?: string | undefined;
  readonly tags: readonly string[];
  /** Whether it is active and published. */
  readonly onSale: boolean;
  readonly updatedAt: number;
  readonly variants: readonly ShopVariant[];
}

export interface ShopVariant {
  readonly id: string;
  readonly title?: string | undefined;
  readonly sku?: string | undefined;
  readonly price?: number | undefined;
  /** Whether it can be bought now. */
  readonly available: boolean;
}

/** What Shopify calls the only variant of a product that has none. */
const ONLY_VARIANT = 'Default Title';
/** As many as Shopify allows. */
const MOST_TAGS = 250;

/** A product as one item, or each variant as one. */
export function productItems(product: ShopProduct, kind: ItemKind): readonly Item[] {
  const { id, title, variants, onSale } = product;
  if (kind === 'variant') return variants.map((variant) => variantItem(product, variant));
  const prices = variants.map(({ price }) => price).filter((price) => price !== undefined);
  const price = prices.length > 0 ? { price: Math.min(...prices) } : {};
  return [
    {
      itemId: id,
      ...(title !== undefined && { title }),
      attributes: { ...attributesOf(product), ...price },
      available: onSale && variants.some(({ available }) => available),
    },
  ];
}

function variantItem(product: ShopProduct, { id, title, sku, price, available }: ShopVariant): Item {
  const titles = [product.title, title === ONLY_VARIANT ? undefined : title].filter((part) => part !== undefined);
  return {
    itemId: id,
    ...(titles.length > 0 && { title: titles.join(', ').slice(0, 1000).toWellFormed() }),
    attributes: {
      ...attributesOf(product),
      productId: product.id,
      ...(sku !== undefined && { sku }),
      ...(price !== undefined && { price }),
    },
    available: product.onSale && available,
  };
}

function attributesOf({ handle, vendor, type, tags }: ShopProduct) {
  return {
    ...(handle !== undefined && { handle }),
    ...(vendor !== undefined && { vendor }),
    ...(type !== undefined && { type }),
    tags: tags.slice(0, MOST_TAGS),
  };
}
