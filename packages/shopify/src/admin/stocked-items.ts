import { Fields } from '@sintonia/adapter-kit';
import type { Item } from '@sintonia/spec';
import { productFacts } from '../meaning/product.js';
import type { ItemKind } from '../meaning/sold-line.js';
import type { AdminApi } from './admin-api.js';
import { STOCKED } from './operations.js';
import { stages, wholeNode } from './stages.js';

/** The items of the products of which a place in a warehouse holds something. Whether they can be had is for all places together. */
export async function stockedItems(
  api: AdminApi,
  inventoryItemId: string,
  kind: ItemKind,
  abort: AbortSignal,
): Promise<readonly Item[]> {
  const variables = { id: `gid://shopify/InventoryItem/${inventoryItemId}` };
  const stocked = (await api.run(STOCKED, { variables, abort })).part('inventoryItem');
  const products = new Map(
    stocked.list('variants', (variant) => variant.part('product')).map((each) => [each.given('id'), each]),
  );
  const items: Item[] = [];
  for (const product of products.values()) {
    const whole = await wholeNode(api, product, stages[0], abort);
    items.push(...(productFacts(new Fields(whole, 'product'), kind).items ?? []));
  }
  return items;
}
