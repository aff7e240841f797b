import type { Collected } from '@sintonia/spec';
import { consentsOf, customerIdentity } from '../meaning/customer.js';
import { orderSignals } from '../meaning/order.js';
import { productItems } from '../meaning/product.js';
import type { ShopifySettings } from '../shopify-options.js';
import { bulkQueries, CUSTOMERS, MORE_LINES, MORE_VARIANTS, ORDERS, PRODUCTS, REFUNDS } from './operations.js';
import { readCustomerNode, readOrderNode, readProductNode } from './read-node.js';

type Fields = Record<string, unknown>;

/** A part of a shop's history. */
export interface Stage {
  readonly name: 'products' | 'customers' | 'orders' | 'refunds';
  readonly query: string;
  /** How many at once. What costs too much is halved until it does not. */
  readonly first: number;
  /** What each node has more of than fits: the connection, and how to go on with it. */
  readonly more?: { readonly connection: string; readonly query: string };
  /** The query of the bulk operation that brings it. Absent where only pages do. */
  readonly bulk?: (filter: string) => string;
  readonly filter: (since: number) => string;
  /** What a node and the nodes of its connection mean. */
  readonly read: (node: Fields, parts: readonly Fields[]) => Collected;
}

const REFUNDED = '(financial_status:refunded OR financial_status:partially_refunded)';

/** Products first, so that signals meet their items; refunds by themselves, since few orders have any and their pages cost most. */
export function stagesOf({ items: kind, consents: purposes }: ShopifySettings): readonly Stage[] {
  return [
    {
      name: 'products',
      query: PRODUCTS,
      first: 10,
      more: { connection: 'variants', query: MORE_VARIANTS },
      bulk: bulkQueries.products,
      // All of them, whatever `since`: what is sold today may have been made long ago.
      filter: () => '',
      read: (node, variants) => ({ items: productItems(readProductNode(node, variants), kind) }),
    },
    {
      name: 'customers',
      query: CUSTOMERS,
      first: 100,
      bulk: bulkQueries.customers,
      filter: (since) => after('updated_at', since),
      read: (node) => {
        const customer = readCustomerNode(node);
        return { identities: [customerIdentity(customer)], consents: consentsOf(customer.id, customer.said, purposes) };
      },
    },
    {
      name: 'orders',
      query: ORDERS,
      first: 10,
      more: { connection: 'lineItems', query: MORE_LINES },
      bulk: bulkQueries.orders,
      filter: (since) => after('processed_at', since),
      read: (node, lines) => ({ signals: orderSignals(readOrderNode(node, lines), kind) }),
    },
    {
      name: 'refunds',
      query: REFUNDS,
      first: 10,
      filter: (since) => [REFUNDED, after('updated_at', since)].filter((part) => part !== '').join(' AND '),
      // Cancellations were told by the stage before.
      read: (node) => ({
        signals: orderSignals({ ...readOrderNode(node, []), cancelledAt: undefined }, kind),
      }),
    },
  ];
}

/** In Shopify's search syntax. */
function after(field: string, since: number): string {
  return since <= 0 ? '' : `${field}:>='${new Date(since).toISOString()}'`;
}

/** All that nodes mean, together. */
export function together(parts: readonly Collected[]): Collected {
  return {
    signals: parts.flatMap(({ signals = [] }) => signals),
    identities: parts.flatMap(({ identities = [] }) => identities),
    items: parts.flatMap(({ items = [] }) => items),
    consents: parts.flatMap(({ consents = [] }) => consents),
  };
}
