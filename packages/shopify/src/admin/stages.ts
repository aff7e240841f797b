import { type Fields, wholeConnection } from '@sintonia/adapter-kit';
import type { Collected } from '@sintonia/spec';
import { customerFacts } from '../meaning/customer.js';
import { orderSignals } from '../meaning/order.js';
import { productFacts } from '../meaning/product.js';
import type { ShopifySettings } from '../shopify-options.js';
import type { AdminApi } from './admin-api.js';
import { bulkQueries, CUSTOMERS, MORE_LINES, MORE_VARIANTS, ORDERS, PRODUCTS, REFUNDS } from './operations.js';

/** An object of the Admin API, with members named as in webhooks. */
export type Node = Readonly<Record<string, unknown>>;

/** A part of a shop's history. */
export interface Stage {
  readonly name: 'products' | 'customers' | 'orders' | 'refunds';
  readonly query: string;
  /** How many at once. What costs too much is halved until it does not. */
  readonly first: number;
  /** What each node has more of than fits: the member, and how to go on with it. */
  readonly more?: { readonly member: string; readonly query: string };
  /** The query of the bulk operation that brings it. Absent where only pages do. */
  readonly bulk?: (filter: string) => string;
  readonly filter: (since: number) => string;
  readonly read: (fields: Fields, settings: ShopifySettings) => Collected;
}

/** A cancellation takes lines back by refunds, also where nothing was paid. */
const REFUNDED = '(financial_status:refunded OR financial_status:partially_refunded OR status:cancelled)';

/** Products first, so that signals meet their items; refunds by themselves, since few orders have any and their pages cost most. */
export const stages: readonly [Stage, ...Stage[]] = [
  {
    name: 'products',
    query: PRODUCTS,
    first: 10,
    more: { member: 'variants', query: MORE_VARIANTS },
    bulk: bulkQueries.products,
    // All of them, whatever `since`: what is sold today may have been made long ago.
    filter: () => '',
    read: (fields, { items }) => productFacts(fields, items),
  },
  {
    name: 'customers',
    query: CUSTOMERS,
    first: 100,
    bulk: bulkQueries.customers,
    filter: (since) => after('updated_at', since),
    read: (fields, { consents }) => customerFacts(fields, consents),
  },
  {
    name: 'orders',
    query: ORDERS,
    first: 10,
    more: { member: 'line_items', query: MORE_LINES },
    bulk: bulkQueries.orders,
    filter: (since) => after('processed_at', since),
    read: (fields, { items }) => ({ signals: orderSignals(fields, items) }),
  },
  {
    name: 'refunds',
    query: REFUNDS,
    first: 10,
    filter: (since) => [REFUNDED, after('updated_at', since)].filter((part) => part !== '').join(' AND '),
    read: (fields, { items }) => ({ signals: orderSignals(fields, items) }),
  },
];

/** A node with all lines of the order, all variants of the product. */
export async function wholeNode(api: AdminApi, node: Fields, { more }: Pick<Stage, 'more'>, abort: AbortSignal) {
  if (more === undefined) return node.own;
  const parts = await wholeConnection(api, node, more, abort);
  return { ...node.own, [more.member]: parts.map(({ own }) => own) };
}

/** In Shopify's search syntax. */
function after(field: string, since: number): string {
  return since <= 0 ? '' : `${field}:>='${new Date(since).toISOString()}'`;
}
