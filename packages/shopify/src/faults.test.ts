import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdminApi } from './admin/admin-api.js';
import { ADD_TAGS, COUNTS, CREATE_DISCOUNT } from './admin/operations.js';
import { accessToken, adminServer, type Behaviour, json, shop } from './admin-server.fixture.js';

type Server = Awaited<ReturnType<typeof adminServer>>;
let server: Server;
beforeEach(async () => {
  server = await adminServer();
});
afterEach(() => server.close());

const status =
  (code: number, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    json(response, code, {}, headers);
const failing =
  (code: string | undefined): Behaviour =>
  (response) =>
    json(response, 200, { errors: [{ message: 'no', ...(code && { extensions: { code } }) }] });
const throttled: Behaviour = (response) =>
  json(response, 200, {
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: {
      cost: {
        requestedQueryCost: 300,
        throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 100, restoreRate: 50 },
      },
    },
  });
const body =
  (text: string): Behaviour =>
  (response) =>
    void response.end(text);
const reset: Behaviour = (response) => response.socket?.resetAndDestroy();
const never: Behaviour = () => {};
const slowBody: Behaviour = (response) => void response.write('{"data":');
const resetMid: Behaviour = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"data":', () => response.socket?.resetAndDestroy());
};

const RATE = 'PLATFORM_RATE_LIMITED';
const TRANSIENT = 'PLATFORM_TRANSIENT';
const UNAUTHORISED = 'PLATFORM_UNAUTHORISED';
const REJECTED = 'PLATFORM_REJECTED';

/** What Shopify does, what comes of it for a query, and after how many attempts of three; then for a mutation that is not repeatable. */
const table: readonly [string, Behaviour, string, number, string, number][] = [
  ['429 with seconds', status(429, { 'retry-after': '2.0' }), RATE, 3, RATE, 3],
  ['429 with a date', status(429, { 'retry-after': new Date(Date.now() + 3000).toUTCString() }), RATE, 3, RATE, 3],
  ['429 with nothing', status(429), RATE, 3, RATE, 3],
  ['429 for an hour', status(429, { 'retry-after': '3600' }), RATE, 1, RATE, 1],
  ['THROTTLED in a 200', throttled, RATE, 3, RATE, 3],
  ['500', status(500), TRANSIENT, 3, TRANSIENT, 1],
  ['502', status(502), TRANSIENT, 3, TRANSIENT, 1],
  ['503', status(503), TRANSIENT, 3, TRANSIENT, 3],
  ['504', status(504), TRANSIENT, 3, TRANSIENT, 1],
  ['408', status(408), TRANSIENT, 3, TRANSIENT, 3],
  ['a revoked token', status(401), UNAUTHORISED, 1, UNAUTHORISED, 1],
  ['a missing scope by status', status(403), UNAUTHORISED, 1, UNAUTHORISED, 1],
  ['ACCESS_DENIED in a 200', failing('ACCESS_DENIED'), UNAUTHORISED, 1, UNAUTHORISED, 1],
  ['SHOP_INACTIVE in a 200', failing('SHOP_INACTIVE'), UNAUTHORISED, 1, UNAUTHORISED, 1],
  ['a shop that does not pay', status(402), REJECTED, 1, REJECTED, 1],
  ['a shop that is not there', status(404), REJECTED, 1, REJECTED, 1],
  ['a locked shop', status(423), REJECTED, 1, REJECTED, 1],
  ['a security rejection', status(430), REJECTED, 1, REJECTED, 1],
  ['a redirect', status(301, { location: 'https://example.com/' }), REJECTED, 1, REJECTED, 1],
  ['MAX_COST_EXCEEDED', failing('MAX_COST_EXCEEDED'), REJECTED, 1, REJECTED, 1],
  ['a query that is none', failing(undefined), REJECTED, 1, REJECTED, 1],
  ['INTERNAL_SERVER_ERROR in a 200', failing('INTERNAL_SERVER_ERROR'), TRANSIENT, 3, TRANSIENT, 1],
  ['malformed JSON', body('{"data":'), TRANSIENT, 3, TRANSIENT, 1],
  ['HTML', body('<html>'), TRANSIENT, 3, TRANSIENT, 1],
  ['neither data nor errors', body('{}'), TRANSIENT, 3, TRANSIENT, 1],
  ['a list', body('[]'), TRANSIENT, 3, TRANSIENT, 1],
  ['an empty answer', body(''), TRANSIENT, 3, TRANSIENT, 1],
  ['slow headers', never, TRANSIENT, 3, TRANSIENT, 1],
  ['a slow body', slowBody, TRANSIENT, 3, TRANSIENT, 1],
  ['a reset after it was sent', reset, TRANSIENT, 3, TRANSIENT, 1],
  ['a reset within the answer', resetMid, TRANSIENT, 3, TRANSIENT, 1],
];

/** Patient but where slowness is the fault: a busy machine is none. */
function rig(timeoutMs = 5_000) {
  const waits: number[] = [];
  const time = { now: Date.now() };
  const api = new AdminApi({
    shop,
    version: '2026-07',
    accessToken,
    attempts: 3,
    timeoutMs,
    fetch: server.fetch,
    random: () => 0.5,
    clock: { now: () => time.now },
    async pause(milliseconds) {
      waits.push(milliseconds);
      time.now += milliseconds;
    },
  });
  return { api, waits };
}

describe('what Shopify may do', () => {
  it.each(table)('%s', async (name, behaviour, query, attempts, mutation, mutations) => {
    server.always(behaviour);
    const timeoutMs = name.includes('slow') ? 150 : 5_000;
    await expect(rig(timeoutMs).api.run(COUNTS)).rejects.toMatchObject({ code: `SINTONIA_${query}` });
    expect(server.sent).toHaveLength(attempts);
    server.sent.length = 0;
    const failure = await rig(timeoutMs)
      .api.run(CREATE_DISCOUNT, { variables: { discount: {} }, repeatable: false })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: `SINTONIA_${mutation}` });
    expect(server.sent).toHaveLength(mutations);
    expect(JSON.stringify(failure) + String(failure)).not.toContain(accessToken);
  });

  it('no connection at all', async () => {
    server.always(undefined, false);
    await expect(rig().api.run(COUNTS)).rejects.toMatchObject({
      code: `SINTONIA_${TRANSIENT}`,
      details: { attempts: 3 },
    });
  });

  it('any of it once, and then it works', async () => {
    for (const [name, behaviour, , attempts] of table) {
      if (attempts === 1) continue;
      server.next.push(behaviour);
      const timeoutMs = name.includes('slow') ? 1_000 : 5_000;
      expect((await rig(timeoutMs).api.run(COUNTS)).has('products'), name).toBe(true);
    }
  });
});

describe('cost', () => {
  it('that was throttled is waited for until enough is restored', async () => {
    server.next.push(throttled);
    const { api, waits } = rig();
    await api.run(COUNTS);
    expect(waits).toEqual([4000]);
  });

  it('is waited for before the same operation, by what is left', async () => {
    Object.assign(server.cost, { requestedQueryCost: 500 });
    server.cost.throttleStatus.currentlyAvailable = 100;
    const { api, waits } = rig();
    await api.run(COUNTS);
    await api.run(ADD_TAGS, { variables: { id: '1', tags: [] } });
    await api.run(COUNTS);
    expect(waits).toEqual([4000]);
  });
});
