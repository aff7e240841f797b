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

/** Shopify takes no longer text in a metafield. */
const LONGEST_VALUE = 2 ** 21;

/** Longer ones Shopify does not take. */
const LONGEST_TAG = 40;

/** A customer's global id; undefined of a person who is none, such as a visitor. */
export function customerGid({ userId }: PersonReference): string | undefined {
  return /^\d{1,20}$/.test(userId ?? '') ? `gid://shopify/Customer/${userId}` : undefined;
}

/** What is there of these people, each with their global id; undefined of whom Shopify does not know. */
export async function readRecords(
  api: AdminApi,
  people: readonly PersonReference[],
  { namespace, tagPrefix, items }: ShopifySettings,
  abort?: AbortSignal,
): Promise<readonly ((CustomerRecord & { readonly id: string }) | undefined)[]> {
  const ids = people.map(customerGid);
  const asked = ids.filter((id) => id !== undefined);
  if (asked.length === 0) return ids.map(() => undefined);
  const nodes = (await api.run(KNOWN, { variables: { ids: asked, namespace }, abort })).given('nodes');
  const found = new Map(asked.map((id, index) => [id, (nodes as readonly unknown[] | undefined)?.[index]]));
  const keys = metafieldTypes(items);
  const isOurs = (tag: unknown) =>
    tagPrefix !== false && typeof tag === 'string' && tag.toLowerCase().startsWith(tagPrefix);
  return ids.map((id = '') => {
    const node = new Fields(found.get(id) ?? {}, 'node');
    if (!node.has('id')) return undefined;
    const tags = node.given('tags');
    const fields = node.list('metafields', (each) => [each.text('key') ?? '', each.text('value', LONGEST_VALUE) ?? '']);
    const metafields = Object.fromEntries(fields.filter(([key = '']) => keys.has(key)));
    return { id, tags: Array.isArray(tags) ? tags.filter(isOurs) : [], metafields };
  });
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
