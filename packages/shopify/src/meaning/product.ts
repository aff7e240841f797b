import type { Fields } from '@sintonia/adapter-kit';
import type { Collected } from '@sintonia/spec';
import { defined, idOf, readId, readMoney } from './shop-values.js';
import type { ItemKind } from './sold-line.js';

/** What Shopify calls the only variant of a product that has none. */
const ONLY_VARIANT = 'Default Title';
/** As many as Shopify allows. */
const MOST_TAGS = 250;

/** A product, wherever it comes from, as one item or each variant as one. Variants that it has no more are gone. */
export function productFacts(fields: Fields, kind: ItemKind): Collected {
  const productId = idOf(fields);
  const title = fields.text('title');
  const attributes = {
    ...defined({ handle: fields.text('handle'), vendor: fields.text('vendor'), type: fields.text('product_type') }),
    tags: tagsOf(fields.given('tags')).slice(0, MOST_TAGS),
  };
  // Payloads of old API versions have no status.
  const isActive = (fields.text('status') ?? 'active').toLowerCase() === 'active';
  const isOnSale = isActive && fields.given('published_at') !== undefined;
  const updatedAt = fields.moment('updated_at', 'created_at');
  const variants = fields.list('variants', variantOf);
  const itemOf = (itemId: string, names: readonly (string | undefined)[], more: object, isLeft?: boolean) => ({
    itemId,
    ...titled(names),
    attributes: { ...attributes, ...defined<string | number>({ ...more }) },
    available: isOnSale ? isLeft : false,
    updatedAt,
  });
  if (kind === 'product') {
    const prices = variants.flatMap(({ price }) => price ?? []);
    const price = prices.length > 0 ? Math.min(...prices) : undefined;
    return { items: [itemOf(productId, [title], { price }, isAnyLeft(variants))] };
  }
  const items = variants.map(({ id, name, sku, price, isLeft }) =>
    itemOf(id, [title, name === ONLY_VARIANT ? undefined : name], { productId, sku, price }, isLeft),
  );
  // A webhook brings 100 variants at most, and the names of all.
  const named = fields.list('variant_gids', (each) => each.read('admin_graphql_api_id', readId));
  const itemIds = named.length > 0 ? named : variants.map(({ id }) => id);
  // A product has one at least: where there is none, the webhook was told to leave them out.
  return itemIds.length === 0 ? {} : { items, itemGroups: [{ groupId: productId, itemIds, updatedAt }] };
}

function variantOf(fields: Fields) {
  return {
    id: idOf(fields),
    name: fields.text('title'),
    sku: fields.text('sku'),
    price: fields.optional('price', readMoney),
    isLeft: isLeft(fields),
  };
}

/** Whether a variant can be had; undefined where nobody says. The Admin API does, webhooks leave it to whoever reads them. */
function isLeft(fields: Fields): boolean | undefined {
  const told = fields.given('available');
  if (typeof told === 'boolean') return told;
  // Before 2024-07, of what nobody counts.
  const isUncounted = fields.has('inventory_management') && fields.given('inventory_management') === undefined;
  if (isUncounted || fields.text('inventory_policy') === 'continue') return true;
  const quantity = fields.given('inventory_quantity');
  return typeof quantity === 'number' ? quantity > 0 : undefined;
}

/** Whether a product can be had in any variant; undefined where that hangs on one of which nobody says, or on none. */
function isAnyLeft(variants: readonly { readonly isLeft: boolean | undefined }[]): boolean | undefined {
  if (variants.some((each) => each.isLeft)) return true;
  return variants.length > 0 && variants.every((each) => each.isLeft === false) ? false : undefined;
}

/** A list of the Admin API's, or a webhook's text with commas. */
function tagsOf(tags: unknown): readonly string[] {
  const text = typeof tags === 'string' ? tags.slice(0, 60_000).toWellFormed() : '';
  const words: readonly unknown[] = Array.isArray(tags) ? tags : text.split(',').map((word) => word.trim());
  const isTag = (word: unknown): word is string => typeof word === 'string' && word !== '' && word.isWellFormed();
  return words.filter(isTag);
}

function titled(parts: readonly (string | undefined)[]) {
  const title = parts.filter((part) => part !== undefined).join(', ');
  return title === '' ? {} : { title: title.slice(0, 1000).toWellFormed() };
}
