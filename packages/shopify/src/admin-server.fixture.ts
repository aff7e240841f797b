import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Written } from '@sintonia/testing';
import { bulkQueries } from './admin/operations.js';
import { selected, selectedNode } from './selected.fixture.js';

export const shop = 'mugs.myshopify.com';
export const accessToken = 'shpat_0123456789abcdef';

/** One operation as it arrived. */
export interface Sent {
  readonly name: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
}

/** Takes the place of an answer. */
export type Behaviour = (response: ServerResponse, sent: Sent) => void;

interface Customer {
  tags: Map<string, string>;
  metafields: Map<string, string>;
}

type Node = Record<string, unknown>;

/** A shop's Admin API on loopback: pages, bulk operations, metafields, tags, and costs. */
export async function adminServer() {
  const sent: Sent[] = [];
  /** Of the next requests, in their order. */
  const next: Behaviour[] = [];
  let always: Behaviour | undefined;
  let isReachable = true;
  let download: ((response: ServerResponse) => void) | undefined;
  const nodes: Record<string, Node[]> = { products: [], customers: [], orders: [], refunds: [] };
  const customers = new Map<string, Customer>();
  const codes = new Set<string>();
  /** Things that were deleted, which metafields can't refer to. */
  const gone: string[] = [];
  let bulk: { stage: string; looks: number } | undefined;
  const cost = {
    requestedQueryCost: 10,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1990, restoreRate: 100 },
  };

  const page = (stage: string, { first, after }: Record<string, unknown>) => {
    const from = after === null || after === undefined ? 0 : Number(String(after).slice('after-'.length));
    const all = nodes[stage] ?? [];
    const to = Math.min(from + Number(first), all.length);
    return {
      page: { pageInfo: { hasNextPage: to < all.length, endCursor: `after-${to}` }, nodes: all.slice(from, to) },
    };
  };
  const customer = (id: unknown) => customers.get(String(id));
  const ownerError = {
    field: ['metafields', '0', 'ownerId'],
    code: 'INVALID',
    message: 'Owner ana@example.com is not there.',
  };

  // biome-ignore lint/suspicious/noExplicitAny: what arrives is as it is, and the schema's test says of what form.
  const answers: Record<string, (variables: any) => unknown> = {
    Counts: () =>
      Object.fromEntries(['products', 'customers', 'orders'].map((name) => [name, { count: nodes[name]?.length }])),
    Products: (variables) => page('products', variables),
    Customers: (variables) => page('customers', variables),
    Orders: (variables) => page('orders', variables),
    Stocked: ({ id }) => ({ inventoryItem: nodes.stock?.find((item) => item.id === id) ?? null }),
    Refunds: (variables) => page('refunds', variables),
    MoreLines: () => ({ owner: { page: { pageInfo: { hasNextPage: false }, nodes: nodes.moreLines ?? [] } } }),
    StartBulk: ({ query }) => {
      bulk = { stage: /^\{ (\w+)/.exec(query)?.[1] ?? '', looks: 0 };
      return {
        bulkOperationRunQuery: {
          bulkOperation: { id: `gid://shopify/BulkOperation/${bulk.stage}`, status: 'CREATED' },
          userErrors: [],
        },
      };
    },
    BulkState: ({ id }) => {
      const stage = String(id).split('/').at(-1) ?? '';
      const isDone = bulk === undefined || bulk.looks++ > 0;
      const objectCount = String(nodes[stage]?.length);
      const url = (nodes[stage]?.length ?? 0) > 0 ? `${origin}/bulk/${stage}` : null;
      return {
        bulkOperation: {
          id,
          status: isDone ? 'COMPLETED' : 'RUNNING',
          errorCode: null,
          objectCount,
          url: isDone ? url : null,
        },
      };
    },
    Known: ({ ids }) => ({
      nodes: ids.map((id: string) => {
        const known = customer(id);
        if (known === undefined) return null;
        const fields = [...known.metafields].map(([key, value]) => ({ key, value }));
        return { id, tags: [...known.tags.values()], metafields: { nodes: fields } };
      }),
    }),
    SetMetafields: ({ metafields }) => {
      if (metafields.some(({ value }: Node) => gone.some((id) => String(value).includes(id)))) {
        return { metafieldsSet: { userErrors: [{ code: 'INVALID_VALUE', field: ['metafields', '0', 'value'] }] } };
      }
      const isKnown =
        metafields.length <= 25 && metafields.every(({ ownerId }: Node) => customers.has(String(ownerId)));
      if (isKnown) for (const { ownerId, key, value } of metafields) customer(ownerId)?.metafields.set(key, value);
      return { metafieldsSet: { userErrors: isKnown ? [] : [ownerError] } };
    },
    DeleteMetafields: ({ metafields }) => {
      for (const { ownerId, key } of metafields) customer(ownerId)?.metafields.delete(key);
      return { metafieldsDelete: { userErrors: [] } };
    },
    AddTags: ({ id, tags }) => {
      for (const tag of tags) customer(id)?.tags.set(tag.toLowerCase(), tag);
      return { tagsAdd: { userErrors: [] } };
    },
    RemoveTags: ({ id, tags }) => {
      for (const tag of tags) customer(id)?.tags.delete(tag.toLowerCase());
      return { tagsRemove: { userErrors: [] } };
    },
    CreateDiscount: ({ discount: { code } }) => {
      const isTaken = codes.has(code) || !codes.add(code);
      const userErrors = isTaken ? [{ code: 'TAKEN', field: ['code'], message: 'taken' }] : [];
      const codeDiscountNode = isTaken ? null : { id: 'gid://shopify/DiscountCodeNode/1' };
      return { discountCodeBasicCreate: { codeDiscountNode, userErrors } };
    },
  };

  const server = createServer((request, response) => {
    if (request.url?.startsWith('/bulk/')) {
      if (download !== undefined) return download(response);
      const stage = request.url.slice('/bulk/'.length) as keyof typeof bulkQueries;
      const lines = (nodes[stage] ?? []).flatMap((node) => flattened(node, bulkQueries[stage]('')));
      return void response.end(lines.map((line) => JSON.stringify(line)).join('\n'));
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
      const name = /(?:query|mutation) Sintonia(\w+)/.exec(query)?.[1] ?? '';
      const one = { name, query, variables, headers: request.headers };
      sent.push(one);
      const behave = next.shift() ?? always;
      if (behave) return behave(response, one);
      json(response, 200, { data: selected(query, answers[name]?.(variables)), extensions: { cost } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    sent,
    next,
    nodes,
    cost,
    codes,
    gone,
    /** Goes to the server in place of the shop. */
    fetch: ((url, init) => {
      if (!isReachable) {
        return Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }));
      }
      return fetch(String(url).replace(`https://${shop}`, origin), init);
    }) as typeof fetch,
    add(...ids: readonly string[]) {
      for (const id of ids)
        customers.set(`gid://shopify/Customer/${id}`, { tags: new Map([['vip', 'VIP']]), metafields: new Map() });
    },
    customer: (id: string) => customers.get(`gid://shopify/Customer/${id}`),
    /** What a {@link Written} looks like from outside. */
    known(id: string): Written | undefined {
      const { metafields = new Map<string, string>() } = customers.get(`gid://shopify/Customer/${id}`) ?? {};
      if (metafields.size === 0) return undefined;
      const read = (key: string, otherwise: string) => JSON.parse(metafields.get(key) ?? otherwise);
      return { traits: read('traits', '{}'), segments: read('segments', '[]') };
    },
    always(behaviour: Behaviour | undefined, reachable = true) {
      always = behaviour;
      isReachable = reachable;
    },
    /** Where the result of a bulk operation lies. */
    resultOf: (stage: string) => `${origin}/bulk/${stage}`,
    /** Takes the place of results of bulk operations. */
    download(behaviour: (response: ServerResponse) => void) {
      download = behaviour;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A node in the lines of a bulk result: itself, then what its connections hold. */
function flattened(node: Node, query: string): Node[] {
  const asked = selectedNode(query, node);
  const isConnection = (value: unknown): value is { edges: Node[] } =>
    Array.isArray((value as { edges?: unknown } | null)?.edges);
  const own = Object.fromEntries(Object.entries(asked).filter(([, value]) => !isConnection(value)));
  const parts = Object.values(asked).filter(isConnection);
  return [own, ...parts.flatMap(({ edges }) => edges).map((part) => ({ ...part, __parentId: node.id }))];
}
