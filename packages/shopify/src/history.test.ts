import type { BackfillPage, JsonValue } from '@sintonia/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessToken, adminServer, json, shop } from './admin-server.fixture.js';
import { customerNode, orderNode, productNode, refundedNode } from './nodes.fixture.js';
import { shopify } from './shopify.js';

type Server = Awaited<ReturnType<typeof adminServer>>;
let server: Server;
beforeEach(async () => {
  server = await adminServer();
  const orders = Array.from({ length: 25 }, (_, index) => ({ ...orderNode, id: `gid://shopify/Order/${index + 1}` }));
  Object.assign(server.nodes, { products: [productNode], customers: [customerNode], orders, refunds: [refundedNode] });
});
afterEach(() => server.close());

async function history(
  { checkpoint, history = 'pages' }: { checkpoint?: JsonValue | undefined; history?: 'pages' | 'bulk' } = {},
  stopAfter = Infinity,
) {
  const [collector] = shopify({
    shop,
    secret: 'test_secret_key',
    accessToken,
    history,
    fetch: server.fetch,
  }).collectors;
  const pages: BackfillPage[] = [];
  const { signal } = new AbortController();
  for await (const page of collector.backfill?.({
    since: 0,
    abort: signal,
    ...(checkpoint !== undefined && { checkpoint }),
  }) ?? []) {
    pages.push(page);
    if (pages.length >= stopAfter) break;
  }
  return pages;
}

const idsOf = (pages: readonly BackfillPage[]) => pages.flatMap(({ signals = [] }) => signals.map(({ id }) => id));
const named = (name: string) => server.sent.filter((one) => one.name === name);

describe('history', () => {
  it('comes in parts and by its end is whole; it says how far it is', async () => {
    const pages = await history();
    expect(idsOf(pages)).toHaveLength(25 * 2 + 1);
    expect(pages.flatMap(({ items = [] }) => items)).toHaveLength(1);
    expect(pages.flatMap(({ consents = [] }) => consents)).toHaveLength(2);
    const fractions = pages.map(({ fraction = -1 }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(server.sent.every(({ headers }) => headers['x-shopify-access-token'] === accessToken)).toBe(true);
  });

  it('goes on behind each page at which it was cut off, and misses nothing', async () => {
    const whole = await history();
    for (let cut = 1; cut <= whole.length; cut++) {
      const before = await history({}, cut);
      const rest = await history({ checkpoint: before.at(-1)?.checkpoint });
      expect(idsOf([...before, ...rest]), `cut after page ${cut}`).toEqual(idsOf(whole));
    }
  });

  it('begins a part anew when its cursor is no longer known', async () => {
    const whole = await history();
    const before = await history({}, 3);
    server.next.push(
      (response) => json(response, 200, { data: { products: { count: 1 } } }),
      (response) => json(response, 200, { errors: [{ message: 'Invalid cursor for current pagination sort.' }] }),
    );
    const rest = await history({ checkpoint: before.at(-1)?.checkpoint });
    expect(new Set(idsOf([...before, ...rest]))).toEqual(new Set(idsOf(whole)));
  });

  it('takes smaller pages where one costs too much', async () => {
    server.always((response, { name, variables }) => {
      if (name === 'Orders' && Number(variables.first) > 3) {
        return json(response, 200, { errors: [{ message: 'no', extensions: { code: 'MAX_COST_EXCEEDED' } }] });
      }
      json(response, 200, { data: { page: { pageInfo: { hasNextPage: false }, nodes: [] } } });
    });
    await history({ checkpoint: { stage: 2, done: 0 } });
    const asked = named('Orders').map(({ variables }) => variables.first);
    expect(asked).toEqual([10, 5, 3]);
  });

  it('asks for the other lines of a large order', async () => {
    const pageInfo = { hasNextPage: true, endCursor: 'after-2' };
    const [line] = orderNode.lineItems.nodes;
    server.nodes.orders = [{ ...orderNode, lineItems: { ...orderNode.lineItems, pageInfo } }];
    server.nodes.moreLines = [{ ...line, id: 'gid://shopify/LineItem/3' }];
    expect(idsOf(await history())).toContain('shopify:order:450789469:3');
    expect(named('MoreLines')[0]?.variables).toEqual({ id: orderNode.id, after: 'after-2' });
  });

  it.each(['pages', 'bulk'] as const)('by %s leaves out what it can not read, and goes on', async (history_) => {
    const odd = { ...orderNode, id: 'gid://shopify/Order/13', createdAt: 'soon', processedAt: 'soon' };
    server.nodes.orders?.splice(12, 1, odd);
    const nodes = ['a', 'x'.repeat(1001), 'b'].map((firstName, index) => {
      return { ...customerNode, id: `gid://shopify/Customer/${index}`, firstName };
    });
    server.nodes.customers = nodes;
    const pages = await history({ history: history_ });
    expect(idsOf(pages)).toHaveLength(24 * 2 + 1);
    expect(pages.flatMap(({ identities = [] }) => identities.map(({ userId }) => userId))).toEqual(['0', '2']);
    expect(pages.at(-1)?.fraction).toBe(1);
  });

  it('is the same in bulk', async () => {
    expect(new Set(idsOf(await history({ history: 'bulk' })))).toEqual(new Set(idsOf(await history())));
    expect(named('StartBulk')).toHaveLength(3);
  });

  it('in bulk goes on within the result of the same operation', async () => {
    const checkpoint = { stage: 2, bulk: 'gid://shopify/BulkOperation/orders', done: 20 };
    expect(idsOf(await history({ history: 'bulk', checkpoint }))).toHaveLength(5 * 2 + 1);
    expect(named('StartBulk')).toHaveLength(0);
  });
});
