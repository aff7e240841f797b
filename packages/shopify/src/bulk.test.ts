import type { ServerResponse } from 'node:http';
import type { BackfillPage, JsonValue } from '@sintonia/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdminApi } from './admin/admin-api.js';
import { bulkNodes } from './admin/bulk-operation.js';
import { accessToken, adminServer, type Behaviour, json, shop } from './admin-server.fixture.js';
import { orderNode } from './nodes.fixture.js';
import { shopify } from './shopify.js';

type Server = Awaited<ReturnType<typeof adminServer>>;
let server: Server;
beforeEach(async () => {
  server = await adminServer();
  server.nodes.orders = [1, 2, 3].map((id) => ({ ...orderNode, id: `gid://shopify/Order/${id}` }));
});
afterEach(() => server.close());

const secret = 'test_secret_key';
const started = 'gid://shopify/BulkOperation/orders';
const resumed = { stage: 2, bulk: started, done: 1 };

/** What comes of orders on. */
async function history(checkpoint: JsonValue = { stage: 2, done: 0 }, options = {}) {
  const settings = { shop, secret, accessToken, history: 'bulk', fetch: server.fetch, ...options } as const;
  const [collector] = shopify(settings).collectors;
  const pages: BackfillPage[] = [];
  const { signal: abort } = new AbortController();
  for await (const page of collector.backfill?.({ since: 0, abort, checkpoint }) ?? []) pages.push(page);
  return pages.flatMap(({ signals = [] }) => signals.map(({ id }) => id));
}
const startsOf = () => server.sent.filter(({ name }) => name === 'StartBulk').length;

const counted: Behaviour = (response) => json(response, 200, { data: {} });
const state =
  (status: string | undefined, more: object = {}): Behaviour =>
  (response) =>
    json(response, 200, { data: { bulkOperation: status === undefined ? null : { status, ...more } } });
const refusing =
  (code: string): Behaviour =>
  (response) => {
    const userErrors = [{ code, field: null, message: 'ana@example.com' }];
    json(response, 200, { data: { bulkOperationRunQuery: { bulkOperation: null, userErrors } } });
  };

describe('a bulk operation', () => {
  it.each([
    ['FAILED', 'INTERNAL_SERVER_ERROR'],
    ['FAILED', 'TIMEOUT'],
    ['CANCELED', null],
  ])('that is %s by %s may be begun again later', async (status, errorCode) => {
    server.next.push(counted, state(status, { errorCode, partialDataUrl: 'https://example.com/secret' }));
    await expect(history(resumed)).rejects.toMatchObject({
      code: 'SINTONIA_PLATFORM_TRANSIENT',
      retryable: true,
      details: { because: errorCode ?? status },
    });
    expect(startsOf()).toBe(0);
  });

  it('that lacks a scope says so', async () => {
    server.next.push(counted, state('FAILED', { errorCode: 'ACCESS_DENIED' }));
    await expect(history(resumed)).rejects.toMatchObject({ code: 'SINTONIA_PLATFORM_UNAUTHORISED' });
  });

  it.each(['EXPIRED', undefined])('that is %s is begun anew', async (status) => {
    server.next.push(counted, state(status));
    expect(await history(resumed)).toHaveLength(3 * 2);
    expect(startsOf()).toBe(1);
  });

  it.each(['OPERATION_IN_PROGRESS', 'LIMIT_REACHED'])('that can not begin by %s may later', async (because) => {
    server.next.push(counted, refusing(because));
    const failure: unknown = await history().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SINTONIA_PLATFORM_TRANSIENT', retryable: true, details: { because } });
    expect(JSON.stringify(failure)).not.toContain('ana@');
  });

  it('that is refused for good says so', async () => {
    server.next.push(counted, refusing('INVALID'));
    await expect(history()).rejects.toMatchObject({ code: 'SINTONIA_PLATFORM_REJECTED' });
  });
});

describe('the result of a bulk operation', () => {
  const line = `${JSON.stringify({ id: 'gid://shopify/Order/1' })}\n`;
  it.each<[string, (response: ServerResponse) => void]>([
    ['never begins', () => {}],
    ['stops after its headers', (response) => response.writeHead(200).flushHeaders()],
    ['stops after a line', (response) => void response.write(line)],
    ['breaks off', (response) => void response.write(line, () => response.socket?.resetAndDestroy())],
    ['ends within a line', (response) => void response.end(line + line.slice(0, 9))],
    ['is gone', (response) => void response.writeHead(403).end()],
  ])('that %s may be read again later', async (_, behaviour) => {
    server.download(behaviour);
    const failure: unknown = await history(resumed, { timeoutMs: 300 }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SINTONIA_PLATFORM_TRANSIENT', retryable: true });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('127.0.0.1');
  });

  it('may be taken as slowly as one likes', async () => {
    const api = new AdminApi({ shop, version: '2026-07', accessToken, timeoutMs: 100, fetch: server.fetch });
    const text = Array.from({ length: 40_000 }, (_, id) => `{"id":"gid://shopify/Order/${id}"}\n`).join('');
    server.download((response) => void response.end(text));
    const url = server.resultOf('orders');
    let count = 0;
    for await (const _ of bulkNodes(api, { url }, new AbortController().signal)) {
      if (++count === 1) await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(count).toBe(40_000);
  });

  it('may take longer in all than it may stand still', async () => {
    const lines = [1, 2, 3, 4].map((id) => `${JSON.stringify({ ...asked, id: `gid://shopify/Order/${id}` })}\n`);
    server.download(async (response) => {
      for (const each of lines) {
        response.write(each);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      response.end();
    });
    expect(await history({ ...resumed, done: 0 }, { timeoutMs: 500 })).toEqual([]);
  });
});

const asked = { created_at: '2026-01-05T15:00:00Z', customer: null };
