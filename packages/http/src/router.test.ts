import { describe, expect, it } from 'vitest';
import { apiKey, testDoor, writeKey } from './door.fixture.js';
import { type HttpOptions, http } from './index.js';

const ask = async (door: { handle(request: Request): Promise<Response> }, method: string, path: string, headers = {}) =>
  door.handle(new Request(`https://door.example${path}`, { method, headers }));

describe('the handler', () => {
  it('says what is not there', async () => {
    const { door, post } = await testDoor();
    expect((await ask(door, 'GET', '/nowhere')).status).toBe(404);
    expect((await ask(door, 'GET', '/v1/track')).status).toBe(405);
    expect((await ask(door, 'PUT', '/recommendations')).status).toBe(405);
    expect((await ask(door, 'OPTIONS', '/recommendations')).status).toBe(405);
    for (const path of ['/V1/track', '/v1/track/', '//v1/track', '/v1', '/__proto__', '/constructor', '/v1/s/..%2Ft']) {
      expect(await post(path, { writeKey })).toMatchObject({ status: 404 });
    }
  });

  it('stands where it is mounted, and nowhere else', async () => {
    const { post } = await testDoor({ basePath: '/sintonia/in' });
    const event = { event: 'Signed Up', userId: 'ana', writeKey };
    expect((await post('/sintonia/in/v1/track', event)).status).toBe(200);
    for (const path of ['/v1/track', '/sintonia/v1/track', '/sintonia/inn/v1/track', '/sintonia/in']) {
      expect((await post(path, event)).status).toBe(404);
    }
  });

  it('lets pages of other origins send events, and nothing else', async () => {
    const { door } = await testDoor({ origins: ['https://shop.example'] });
    const preflight = async (path: string, origin: string) => {
      const { status, headers } = await ask(door, 'OPTIONS', path, { origin, 'access-control-request-method': 'POST' });
      return [status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-methods')];
    };
    expect(await preflight('/v1/t', 'https://shop.example')).toEqual([204, 'https://shop.example', 'POST']);
    expect(await preflight('/v1/batch', 'https://evil.example')).toEqual([204, null, null]);
    expect(await preflight('/feedback', 'https://shop.example')).toEqual([405, null, null]);
    const { door: open } = await testDoor();
    const answer = await ask(open, 'POST', '/v1/track', { origin: 'https://any.example' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([400, '*']);
    expect((await ask(open, 'POST', '/recommendations')).headers.has('access-control-allow-origin')).toBe(false);
  });

  it('takes no events from pages that it was not told of, though these may not hear of it', async () => {
    const { post, signalsOf } = await testDoor({ origins: ['https://shop.example'] });
    const event = { event: 'Signed Up', userId: 'ana', writeKey };
    const from = (path: string, origin?: string) =>
      post(path, path === '/v1/b' ? { batch: [{ ...event, type: 'track' }], writeKey } : event, {
        'content-type': 'text/plain',
        ...(origin !== undefined && { origin }),
      });
    for (const path of ['/v1/t', '/v1/track', '/v1/b']) {
      for (const origin of ['https://evil.example', 'http://shop.example', 'null', '']) {
        const { status, headers, body } = await from(path, origin);
        expect([status, body.error.code]).toEqual([403, 'SINTONIA_REQUEST_UNAUTHORISED']);
        expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([null, 'origin']);
      }
    }
    expect(await signalsOf('ana')).toEqual([]);
    expect((await from('/v1/t', 'https://shop.example')).status).toBe(200);
    expect((await from('/v1/t')).status).toBe(200);
  });

  it.each([
    ['at once', () => JSON.parse('')],
    ['later', async () => JSON.parse('')],
  ])('answers, and the process goes on, when who is told of a failure fails %s', async (_, onError) => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const broken = { recommend: () => Promise.reject(new Error('out of order')) } as never;
    const door = http(broken, { apiKeys: [apiKey], onError });
    const headers = { authorization: `Bearer ${apiKey}` };
    const request = new Request('https://door.example/recommendations', {
      method: 'POST',
      headers,
      body: '{"userId":"ana"}',
    });
    expect((await door.handle(request)).status).toBe(500);
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('tells what failed on our side to nobody but us', async () => {
    const fault = new TypeError('ana@example.com is not a function');
    const faults: unknown[] = [];
    const broken = { recommend: () => Promise.reject(fault) } as never;
    const door = http(broken, { apiKeys: [apiKey], onError: (error) => faults.push(error) });
    const request = new Request('https://door.example/recommendations', {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}` },
      body: '{"userId":"ana"}',
    });
    const response = await door.handle(request);
    expect([response.status, faults]).toEqual([500, [fault]]);
    expect(await response.text()).toBe(
      '{"error":{"code":"SINTONIA_REQUEST_FAILED","message":"Something failed on our side."}}',
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['writeKeys', { writeKeys: ['short'] }],
    ['writeKeys', { writeKeys: 'write-key-of-a-page' }],
    ['apiKeys', { apiKeys: ['hunter-2-hunter-2'] }],
    ['apiKeys', { apiKeys: ['hunter-2-hunter-2: hunter-2'] }],
    ['protectedTraits', { protectedTraits: [7] }],
    ['origins', { origins: ['https://shop.example/'] }],
    ['origins', { origins: ['*'] }],
    ['rateLimit', { rateLimit: { perSecond: 0, burst: 1 } }],
    ['rateLimit', { rateLimit: { perSecond: 1 } }],
    ['rateLimit.burts', { rateLimit: { perSecond: 1, burts: 1 } }],
    ['basePath', { basePath: 'sintonia' }],
    ['basePath', { basePath: '/sintonia/' }],
    ['origin', { origin: 'shop.example' }],
    ['title', { title: 7 }],
    ['onError', { onError: 'hunter' }],
    ['writeKey', { writeKey: 'hunter' }],
  ])('names %s when it is wrong, and does not repeat it', (field, options) => {
    try {
      http({} as never, options as HttpOptions);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field });
      expect(String(error)).not.toContain('hunter');
    }
  });
});
