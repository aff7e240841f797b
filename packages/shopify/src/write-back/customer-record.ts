import { isSintoniaError, type JsonObject, type PersonReference, type PersonUpdate, readObject } from '@sintonia/spec';
import type { AdminApi } from '../admin/admin-api.js';
import { KNOWN } from '../admin/operations.js';
import { member, readList } from '../meaning/fields.js';
import type { ShopifySettings } from '../shopify-options.js';

/** What a customer of ours has at Shopify. */
export interface CustomerRecord {
  /** `gid://shopify/Customer/1` */
  readonly id: string;
  /** Tags that begin with our prefix, as they are spelled there. */
  readonly tags: readonly string[];
  /** Our metafields: JSON texts by key. */
  readonly metafields: Readonly<Record<string, string>>;
}

/** Keys of the metafields that we write. */
export const KEYS = ['traits', 'segments', 'picks'] as const;

/** A customer's global id; undefined of a person who is none, such as a visitor. */
export function customerGid({ userId }: PersonReference): string | undefined {
  return /^\d{1,20}$/.test(userId ?? '') ? `gid://shopify/Customer/${userId}` : undefined;
}

/** Of each id what is there; undefined of one that Shopify does not know. */
export async function readRecords(
  api: AdminApi,
  ids: readonly string[],
  { namespace, tagPrefix }: ShopifySettings,
  abort?: AbortSignal,
): Promise<readonly (CustomerRecord | undefined)[]> {
  const variables = { ids: [...ids], namespace };
  const data = await api.run(KNOWN, { variables, ...(abort && { abort }) });
  const nodes = member(data, 'nodes');
  return ids.map((id, index) => {
    const node = Array.isArray(nodes) ? nodes[index] : undefined;
    if (typeof node !== 'object' || node === null || member(node, 'id') === undefined) return undefined;
    const tags = member(node, 'tags');
    const fields = readObject(member(node, 'metafields') ?? {}, 'metafields');
    const metafields = readList(member(fields, 'nodes'), 'metafields.nodes', ({ key, value }) => [key, value]);
    return {
      id,
      tags: Array.isArray(tags) ? tags.filter((tag) => isOurs(tag, tagPrefix)) : [],
      metafields: Object.fromEntries(metafields.filter(([key]) => KEYS.includes(key as (typeof KEYS)[number]))),
    };
  });
}

function isOurs(tag: unknown, prefix: string | false): boolean {
  return prefix !== false && typeof tag === 'string' && tag.toLowerCase().startsWith(prefix);
}

/** Metafields that say all of an update; those of nothing are left out, since Shopify takes no empty value. */
export function metafieldsOf(
  { traits, segments, picks = [] }: PersonUpdate,
  { items }: ShopifySettings,
): readonly { readonly key: (typeof KEYS)[number]; readonly type: string; readonly value: string }[] {
  const gids = picks.filter((id) => /^\d{1,20}$/.test(id)).map((id) => `gid://shopify/${typeNames[items]}/${id}`);
  const json = (value: JsonObject | readonly string[]) => JSON.stringify(value);
  return [
    ...(Object.keys(traits).length > 0 ? [{ key: 'traits', type: 'json', value: json({ ...traits }) } as const] : []),
    ...(segments.length > 0
      ? [{ key: 'segments', type: 'list.single_line_text_field', value: json(segments) } as const]
      : []),
    ...(gids.length > 0 ? [{ key: 'picks', type: `list.${items}_reference`, value: json(gids) } as const] : []),
  ];
}

const typeNames = { product: 'Product', variant: 'ProductVariant' } as const;

/** Longer ones Shopify does not take. */
const LONGEST_TAG = 40;

/** A tag for each segment whose name fits into one; the metafield has them all. */
export function tagsOf({ segments }: PersonUpdate, prefix: string | false): readonly string[] {
  if (prefix === false) return [];
  return segments
    .map((segment) => `${prefix}${segment}`)
    .filter((tag) => tag.length <= LONGEST_TAG && !tag.includes(','));
}

/** What fails alone, when a call for several was refused. */
export function isRefusal(error: unknown): boolean {
  return isSintoniaError(error, 'PLATFORM_REJECTED');
}
