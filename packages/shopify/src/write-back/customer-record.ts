import { Fields } from '@sintonia/adapter-kit';
import type { PersonReference, PersonUpdate } from '@sintonia/spec';
import type { AdminApi } from '../admin/admin-api.js';
import { KNOWN } from '../admin/operations.js';
import type { ShopifySettings } from '../shopify-options.js';

/** What a customer of ours has at Shopify, or is to have. */
export interface CustomerRecord {
  /** Tags that begin with our prefix, as they are spelled there. */
  readonly tags: readonly string[];
  /** Our metafields: JSON texts by key. */
  readonly metafields: Readonly<Record<string, string>>;
}

/** Metafields that we write, with their types at Shopify. */
export const metafieldTypes = (kind: ShopifySettings['items']) =>
  new Map([
    ['traits', 'json'],
    ['segments', 'list.single_line_text_field'],
    ['picks', `list.${kind}_reference`],
  ]);

const typeNames = { product: 'Product', variant: 'ProductVariant' } as const;

/** Longer ones Shopify does not take. */
const LONGEST_TAG = 40;

/** A customer's global id; undefined of a person who is none, such as a visitor. */
export function customerGid({ userId }: PersonReference): string | undefined {
  return /^\d{1,20}$/.test(userId ?? '') ? `gid://shopify/Customer/${userId}` : undefined;
}

/** What is there of these global ids. Those that Shopify does not know are absent. */
export async function readRecords(
  api: AdminApi,
  ids: readonly string[],
  { namespace, tagPrefix, items }: ShopifySettings,
  abort?: AbortSignal,
): Promise<ReadonlyMap<string, CustomerRecord>> {
  if (ids.length === 0) return new Map();
  const keys = metafieldTypes(items);
  const isOurs = (tag: unknown) =>
    tagPrefix !== false && typeof tag === 'string' && tag.toLowerCase().startsWith(tagPrefix);
  const recordOf = (node: Fields): CustomerRecord => {
    const tags = node.given('tags');
    const fields = node.list('metafields', ({ own }) => [String(own.key), String(own.value)] as const);
    return {
      tags: Array.isArray(tags) ? tags.filter(isOurs) : [],
      metafields: Object.fromEntries(fields.filter(([key]) => keys.has(key))),
    };
  };
  const nodes = (await api.run(KNOWN, { variables: { ids: [...ids], namespace }, abort })).given('nodes');
  const found = ids.map(
    (id, index) => [id, new Fields(Array.isArray(nodes) ? (nodes[index] ?? {}) : {}, 'node')] as const,
  );
  return new Map(found.filter(([, node]) => node.has('id')).map(([id, node]) => [id, recordOf(node)]));
}

/** What a customer is to have, for an update. What is empty is left out: Shopify takes no empty metafield. */
export function wantedRecord(
  { traits, segments, picks = [] }: PersonUpdate,
  { items, tagPrefix }: ShopifySettings,
): CustomerRecord {
  const things = picks.filter((id) => /^\d{1,20}$/.test(id)).map((id) => `gid://shopify/${typeNames[items]}/${id}`);
  const values = { traits, segments, picks: things };
  const filled = Object.entries(values).filter(([, value]) => Object.keys(value).length > 0);
  const tags = tagPrefix === false ? [] : segments.map((segment) => `${tagPrefix}${segment}`);
  return {
    // The metafield has all segments; tags those whose names fit into one.
    tags: tags.filter((tag) => tag.length <= LONGEST_TAG && !tag.includes(',')),
    metafields: Object.fromEntries(filled.map(([key, value]) => [key, JSON.stringify(value)])),
  };
}
