import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  answer,
  type Behaviour,
  brokenBody,
  type HttpProvider,
  httpProvider,
  ok,
  reset,
  silence,
  slowBody,
} from './http-provider.fixture.js';
import { type TransportOptions, type TransportRequest, transport } from './transport.js';

let provider: HttpProvider;
let waits: number[];

beforeAll(async () => {
  provider = await httpProvider();
});
beforeEach(() => {
  provider.behaviours = [];
  provider.requests = [];
  waits = [];
});
afterAll(() => provider.close());

const now = Date.parse('2026-11-22T08:00:00Z');

function call(request: Partial<TransportRequest> = {}, options: TransportOptions = {}) {
  const send = transport({
    timeoutMs: 5000,
    clock: { now: () => now },
    random: () => 0.5,
    pause: async (milliseconds) => void waits.push(milliseconds),
    ...options,
  });
  return send({ url: provider.url, ...request });
}
const post: Partial<TransportRequest> = { method: 'POST', body: '{"to":"ana@example.com"}' };
const keyed: Partial<TransportRequest> = { ...post, headers: { 'Idempotency-Key': 'key-1' }, repeatable: true };
const get: Partial<TransportRequest> = {};

async function failure(request: Partial<TransportRequest>, options?: TransportOptions) {
  const error = await call(request, options).then(
    () => expect.unreachable(),
    (reason) => reason,
  );
  // Neither the address nor the body nor the query may be told.
  expect(JSON.stringify([error.message, error.details, error.stack, String(error.cause)])).not.toMatch(
    /ana@|hunter|v1/,
  );
  return { ...error.details, network: error.details.code, code: error.code.replace('SINTONIA_DELIVERY_', '') };
}

describe('an answer', () => {
  it('of a success comes back with its bytes', async () => {
    provider.behaviours = [answer(201, { 'X-Id': '7' }, '{"id":"a"}')];
    const { status, headers, bytes, json } = await call({ ...keyed });
    expect([status, headers.get('x-id'), bytes.length, json()]).toEqual([201, '7', 10, { id: 'a' }]);
    expect(provider.requests).toEqual([{ method: 'POST', body: post.body, key: 'key-1' }]);
  });

  it('that is no JSON is a coded error when it is read', async () => {
    provider.behaviours = [answer(200, {}, '<html>')];
    const { json } = await call();
    expect(() => json()).toThrow(expect.objectContaining({ code: 'SINTONIA_INPUT_NOT_JSON' }));
  });
});

// What the provider does; what comes of a GET, of a POST, and of a POST with an idempotency key; with how many attempts each.
const table: [string, Behaviour, get: [string, number], post: [string, number], keyed: [string, number]][] = [
  ['400', answer(400), ['REJECTED', 1], ['REJECTED', 1], ['REJECTED', 1]],
  ['422 that breaks off', brokenBody(422), ['REJECTED', 1], ['REJECTED', 1], ['REJECTED', 1]],
  ['302', answer(302, { location: '/v1/elsewhere' }), ['REJECTED', 1], ['REJECTED', 1], ['REJECTED', 1]],
  ['401', answer(401), ['UNAUTHORISED', 1], ['UNAUTHORISED', 1], ['UNAUTHORISED', 1]],
  ['403', answer(403), ['UNAUTHORISED', 1], ['UNAUTHORISED', 1], ['UNAUTHORISED', 1]],
  ['408', answer(408), ['TRANSIENT', 3], ['TRANSIENT', 3], ['TRANSIENT', 3]],
  ['429', answer(429), ['RATE_LIMITED', 3], ['RATE_LIMITED', 3], ['RATE_LIMITED', 3]],
  ['429 for long', answer(429, { 'retry-after': '60' }), ['RATE_LIMITED', 1], ['RATE_LIMITED', 1], ['RATE_LIMITED', 1]],
  ['500', answer(500), ['TRANSIENT', 3], ['UNKNOWN', 1], ['UNKNOWN', 3]],
  ['502', answer(502), ['TRANSIENT', 3], ['UNKNOWN', 1], ['UNKNOWN', 3]],
  ['503', answer(503), ['TRANSIENT', 3], ['TRANSIENT', 3], ['TRANSIENT', 3]],
  ['504', answer(504), ['TRANSIENT', 3], ['UNKNOWN', 1], ['UNKNOWN', 3]],
  ['a reset', reset, ['TRANSIENT', 3], ['UNKNOWN', 1], ['UNKNOWN', 3]],
  ['silence', silence, ['TRANSIENT', 3], ['UNKNOWN', 1], ['UNKNOWN', 3]],
  ['a body that stands still', slowBody, ['TRANSIENT', 3], ['UNKNOWN', 1], ['UNKNOWN', 3]],
  ['a success that breaks off', brokenBody(200), ['TRANSIENT', 3], ['UNKNOWN', 1], ['UNKNOWN', 3]],
  ['a success too long', answer(200, {}, 'x'.repeat(2000)), ['TRANSIENT', 3], ['UNKNOWN', 1], ['UNKNOWN', 3]],
];

describe.each(table)('%s', (_what, behaviour, ofGet, ofPost, ofKeyed) => {
  it.each([
    ['GET', get, ofGet],
    ['POST', post, ofPost],
    ['POST with a key', keyed, ofKeyed],
  ] as const)(`to a %s: %o`, async (_name, request, [code, attempts]) => {
    // Short only where the test waits for it, so that a busy machine does not fail the others.
    const timeoutMs = behaviour === silence || behaviour === slowBody ? 300 : 5000;
    provider.behaviours = [behaviour];
    expect(await failure(request, { maxAnswerBytes: 1000, timeoutMs })).toMatchObject({ code, attempts });
    expect(provider.requests).toHaveLength(attempts);
  });
});

describe('a repetition', () => {
  it('brings the same request, and its answer', async () => {
    provider.behaviours = [answer(503), reset, ok];
    expect((await call(keyed)).status).toBe(200);
    expect(new Set(provider.requests.map((request) => JSON.stringify(request))).size).toBe(1);
    expect(provider.requests).toHaveLength(3);
  });

  it('waits longer each time, at random', async () => {
    provider.behaviours = [answer(503)];
    await failure(get, { attempts: 6, baseDelayMs: 100, maxDelayMs: 1000, random: () => 0.999 });
    expect(waits.map(Math.round)).toEqual([100, 200, 400, 799, 999]);
    waits = [];
    await failure(get, { attempts: 3, random: () => 0 });
    expect(waits).toEqual([0, 0]);
  });

  it('obeys Retry-After', async () => {
    provider.behaviours = [
      answer(429, { 'retry-after': '1.5' }),
      answer(503, { 'retry-after': new Date(now).toUTCString() }),
      ok,
    ];
    await call(post);
    expect(waits).toEqual([1500, 0]);
  });

  it('is left to the caller when it would wait for long', async () => {
    provider.behaviours = [answer(429, { 'retry-after': '3600' })];
    expect(await failure(post)).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 3_600_000, status: 429 });
    provider.behaviours = [answer(429)];
    expect((await failure(post)).retryAfterMs).toBeGreaterThan(0);
  });

  it.each([
    [503, 'TRANSIENT'],
    [408, 'TRANSIENT'],
    [500, 'UNKNOWN'],
  ])('is left to the caller with the time that a %d tells', async (status, code) => {
    provider.behaviours = [answer(status, { 'retry-after': '60' })];
    expect(await failure(post)).toMatchObject({ code, retryAfterMs: 60_000, attempts: 1 });
    provider.behaviours = [answer(status)];
    expect(await failure(post)).not.toHaveProperty('retryAfterMs');
  });

  it('has no time where there will be none', async () => {
    provider.behaviours = [answer(422, { 'retry-after': '60' })];
    expect(await failure(post)).not.toHaveProperty('retryAfterMs');
  });

  it('that is refused says nothing about the attempt before', async () => {
    provider.behaviours = [reset, answer(422)];
    expect(await failure(keyed)).toMatchObject({ code: 'UNKNOWN', attempts: 2, status: 422 });
    provider.behaviours = [reset, answer(422)];
    expect(await failure(get)).toMatchObject({ code: 'REJECTED', attempts: 2 });
  });
});

describe('a provider that is not there', () => {
  it.each(['http://127.0.0.1:2/', 'http://nowhere.invalid/', 'https://127.0.0.1:2/'])(
    '%s has taken nothing',
    async (at) => {
      expect(await failure({ ...post, url: at })).toMatchObject({ code: 'TRANSIENT', attempts: 3 });
    },
  );
});

describe("the caller's signal", () => {
  it('that has fired lets nothing out', async () => {
    provider.behaviours = [ok];
    expect(await failure({ ...post, abort: AbortSignal.abort() })).toMatchObject({ code: 'TRANSIENT', attempts: 0 });
    expect(provider.requests).toHaveLength(0);
  });

  it('that fires on the way leaves a POST unknown, and is not repeated', async () => {
    provider.behaviours = [silence];
    const slow = { timeoutMs: 60_000 };
    const abort = () => AbortSignal.timeout(80);
    expect(await failure({ ...keyed, abort: abort() }, slow)).toMatchObject({ code: 'UNKNOWN', attempts: 1 });
    expect(await failure({ ...get, abort: abort() }, slow)).toMatchObject({ code: 'TRANSIENT', attempts: 1 });
  });

  it('ends a wait', async () => {
    provider.behaviours = [answer(429, { 'retry-after': '9' })];
    const started = performance.now();
    const send = transport({ timeoutMs: 5000 });
    await expect(send({ url: provider.url, ...post, abort: AbortSignal.timeout(80) })).rejects.toMatchObject({
      details: { attempts: 1 },
    });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('a fetch that listens to no signal', () => {
  const never = new Promise<never>(() => {});
  const unread = async () => new Response(new ReadableStream({ pull: () => never }), { status: 200 });
  it.each<[string, typeof fetch]>([
    ['while it waits for an answer', () => never],
    ['while it reads', unread],
  ])('is left alone %s', async (_what, fetch) => {
    const timed = { fetch, timeoutMs: 50, attempts: 1 };
    expect(await failure(post, timed)).toMatchObject({ code: 'UNKNOWN', network: 'TIMEOUT' });
    const patient = { fetch, timeoutMs: 60_000 };
    const aborted = { ...post, abort: AbortSignal.timeout(50) };
    expect(await failure(aborted, patient)).toMatchObject({ code: 'UNKNOWN', network: 'ABORTED', attempts: 1 });
  });

  it('and a refusal of which the reason never comes, is a refusal', async () => {
    const fetch = async () => new Response(new ReadableStream({ pull: () => never }), { status: 422 });
    expect(await failure(post, { fetch, timeoutMs: 50 })).toMatchObject({ code: 'REJECTED', status: 422 });
  });
});

describe("an adapter's verdict", () => {
  const verdict: TransportOptions['verdict'] = ({ json }) => {
    const { throttled } = json() as { throttled?: boolean };
    return throttled ? { failure: 'rateLimited', retryAfterMs: 700 } : undefined;
  };

  it('finds an error inside a 200', async () => {
    provider.behaviours = [answer(200, {}, '{"throttled":true}'), ok];
    await call(post, { verdict });
    expect(waits).toEqual([700]);
  });

  it('that stumbles leaves the status to speak', async () => {
    provider.behaviours = [answer(422, {}, '<html>')];
    expect(await failure(post, { verdict })).toMatchObject({ code: 'REJECTED' });
    provider.behaviours = [answer(200, {}, '<html>')];
    expect(await failure(post, { verdict })).toMatchObject({ code: 'UNKNOWN' });
  });
});
