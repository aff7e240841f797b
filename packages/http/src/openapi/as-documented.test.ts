import { fakeCollector } from '@sintonia/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiKey, testDoor, writeKey } from '../door.fixture.js';
import { malformedBody } from '../malformed.fixture.js';

const vendor = fakeCollector({ name: 'shop' });
const shop = { name: 'shop', specVersion: 1, collectors: [vendor] } as const;
const campaigns = { hello: { channel: 'email', topic: 'news', picks: 0, compose: () => ({ text: 'Hello' }) } };

/** A door, and what its document says of bodies and answers. */
async function documented() {
  const rateLimit = { perSecond: 1e9, burst: 1e9 };
  const rig = await testDoor({ origins: ['https://shop.example'], rateLimit }, { campaigns, plugins: [shop] });
  const response = await rig.door.handle(new Request('https://door.example/openapi.json'));
  const document = (await response.json()) as object;
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  ajv.addSchema(document, 'document');
  const at = (...path: string[]) => {
    const pointer = path.map((each) => each.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    return ajv.compile({ $ref: `document#/paths/${encodeURI(pointer)}` });
  };
  const json = ['content', 'application/json', 'schema'];
  const takes = (path: string) => at(path, 'post', 'requestBody', ...json);
  const gives = (path: string, status: number) => at(path, 'post', 'responses', String(status), ...json);

  const authorised = { authorization: `Bearer ${apiKey}` };
  /** The status of an answer that is as the document says. */
  async function ask(path: string, body: unknown, headers: Record<string, string> = authorised, template = path) {
    const { status, body: answer } = await rig.post(path, body, headers);
    const isAsSaid = gives(template, status);
    isAsSaid(answer);
    expect(isAsSaid.errors ?? []).toEqual([]);
    return status;
  }
  return { ...rig, takes, ask };
}

const event = { userId: 'ana', event: 'Order Completed', properties: { product_id: 'mug' } };

describe('as documented', () => {
  it('are the answers to events, those that are refused among them', async () => {
    const { ask } = await documented();
    expect(await ask('/v1/track', { ...event, messageId: 'a' })).toBe(200);
    const batch = [{ ...event, type: 'track', messageId: 'a' }, { type: 'track', userId: '' }, { type: 'dance' }, null];
    expect(await ask('/v1/batch', { batch })).toBe(200);
    expect(await ask('/v1/t', 'no JSON')).toBe(400);
    expect(await ask('/v1/t', event, {})).toBe(401);
    expect(await ask('/v1/t', event, { origin: 'https://evil.example' })).toBe(403);
    expect(await ask('/v1/b', ' '.repeat(600_000))).toBe(413);
    expect(await ask('/v1/b', '{}', { 'content-encoding': 'br' })).toBe(415);
  });

  it('are lists, decisions and what feedback gets', async () => {
    const { ask, engine } = await documented();
    await engine.catalog.put(['mug', 'teapot', 'spoon'].map((itemId) => ({ itemId, attributes: { price: 5 } })));
    await engine.collect(['ana', 'bea', 'eve'].map((userId) => ({ type: 'Order Completed', userId, itemId: 'mug' })));
    await engine.collect({ type: 'Order Completed', userId: 'bea', itemId: 'teapot' });
    await engine.fit();
    expect(await ask('/recommendations', { userId: 'ana', limit: 1 })).toBe(200);
    expect(await ask('/recommendations', { userId: 'ana', limit: 50, exclude: ['spoon'] })).toBe(200);
    expect(await ask('/decisions', { userId: 'ana', campaign: 'hello' })).toBe(200);
    expect(await ask('/decisions', { userId: 'ana', campaign: 'nobody' })).toBe(404);
    expect(await ask('/feedback', { userId: 'ana', itemId: 'mug', kind: 'liked' })).toBe(200);
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    expect(await ask('/feedback', { userId: 'ana', itemId: 'mug', kind: 'liked' })).toBe(403);
  });

  it('are the answers to webhooks', async () => {
    const { ask, clock } = await documented();
    const order = { id: '1', event: 'Order Completed', user: 'ana', item: 'mug', at: clock.now() };
    const { headers, rawBody } = vendor.sign(order, clock.now());
    const sent = (shown: object) =>
      ask('/webhooks/shop', String(rawBody), shown as Record<string, string>, '/webhooks/{plugin}');
    expect([await sent(headers), await sent(headers), await sent({})]).toEqual([200, 200, 401]);
  });

  it('are bodies: what the schema takes is refused for no wrong type, form or range', async () => {
    const { takes, post } = await documented();
    const [one, many] = [takes('/v1/identify'), takes('/v1/batch')];
    const header = { 'x-write-key': writeKey };
    let agreed = 0;
    const law = fc.asyncProperty(malformedBody, async (bytes) => {
      const body = parsed(bytes);
      // What traits may hold is bounded further: no `__proto__`, no broken Unicode, not too deep.
      const text = JSON.stringify(body) ?? '';
      if (/__proto__|\\ud[89a-f]|"(?:user|anonymous)Id":"(?:null|~|\\u|")/.test(text)) return;
      if (one(body)) {
        const { status, body: answer } = await post('/v1/identify', bytes, header);
        expect(status === 200 || answer.error.code !== 'SINTONIA_INPUT_INVALID', `${text} ${answer.error?.field}`).toBe(
          true,
        );
        agreed++;
      }
      if (many(body)) {
        const { status, body: answer } = await post('/v1/batch', bytes, header);
        expect([status, answer.refused.filter(({ field = '' }) => /\]\.type$/.test(field))]).toEqual([200, []]);
      }
    });
    await fc.assert(law, { numRuns: 3000 });
    expect(agreed).toBeGreaterThan(100);
  });

  it('is `null` where it is as good as nothing, and nowhere else', async () => {
    const { takes, post } = await documented();
    const cases: [path: string, body: object, isGood: boolean][] = [
      ['/v1/track', { ...event, messageId: null, context: null, timestamp: null, sentAt: null, writeKey: null }, true],
      ['/v1/batch', { batch: [{ ...event, type: 'track', properties: null }], sentAt: null }, true],
      ['/v1/batch', { batch: null }, false],
      ['/feedback', { userId: 'ana', itemId: 'mug', kind: 'dismissed', because: null, exposureId: null }, true],
      ['/feedback', { userId: 'ana', itemId: null, kind: 'dismissed' }, false],
      ['/recommendations', { userId: 'ana', anonymousId: null, limit: null, where: null, context: null }, true],
    ];
    for (const [path, body, isGood] of cases) {
      const { status } = await post(path, body, { authorization: `Bearer ${apiKey}` });
      expect([path, takes(path)(body), status]).toEqual([path, isGood, isGood ? 200 : 400]);
    }
  });
});

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
