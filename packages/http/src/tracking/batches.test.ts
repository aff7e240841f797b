import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testDoor, writeKey } from '../door.fixture.js';

const track = { event: 'Product Viewed', userId: 'ana', messageId: 'm-1', properties: { product_id: 'mug' } };

describe('a batch', () => {
  it('is taken event by event', async () => {
    const { post, signalsOf, engine } = await testDoor();
    const batch = [
      { type: 'identify', userId: 'ana', traits: { plan: 'free' } },
      { type: 'track', ...track },
      { type: 'track', ...track, messageId: 'm-2', event: 'Foo' },
      { type: 'dance', userId: 'ana' },
      null,
      { type: 'identify', userId: 'ana', traits: { plan: 'pro' } },
      { type: 'track', ...track, messageId: 'm-3', userId: '' },
      { type: 'track', ...track },
      { type: 'alias', userId: 'ana' },
      { type: 'identify', userId: 'null', traits: {} },
    ];
    const { status, body } = await post('/v1/batch', { batch, writeKey, sentAt: 'x', context: {} });
    expect([status, body.accepted, body.duplicates]).toEqual([200, 3, 1]);
    expect(body.refused).toEqual([
      { index: 2, code: 'SINTONIA_SIGNAL_TYPE_UNKNOWN', field: 'batch[2].type' },
      { index: 3, code: 'SINTONIA_INPUT_INVALID', field: 'batch[3].type' },
      { index: 4, code: 'SINTONIA_INPUT_INVALID', field: 'batch[4]' },
      { index: 6, code: 'SINTONIA_INPUT_INVALID', field: 'batch[6].userId' },
      { index: 8, code: 'SINTONIA_INPUT_INVALID', field: 'batch[8].previousId' },
      { index: 9, code: 'SINTONIA_IDENTIFIER_BLOCKED', field: 'batch[9].userId' },
    ]);
    expect(await signalsOf('ana')).toHaveLength(1);
    expect((await engine.profileOf({ userId: 'ana' })).traits.plan).toBe('pro');
  });

  it.each([
    ['half a character', String.raw`{"title":"Taza \ud83d"}`, 'INPUT_INVALID', '.title'],
    ['half a character as a key', String.raw`{"\udc00":1}`, 'INPUT_INVALID', ''],
    ['a number that is none', '{"price":1e999}', 'INPUT_INVALID', '.price'],
    ['a key __proto__', '{"__proto__":{"admin":true}}', 'INPUT_KEY_FORBIDDEN', ''],
    ['too much depth', `{"a":${'['.repeat(31)}${']'.repeat(31)}}`, 'INPUT_TOO_DEEP', `.a${'[0]'.repeat(30)}`],
    [
      'depth without end',
      `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'INPUT_TOO_DEEP',
      `.a${'[0]'.repeat(30)}`,
    ],
    ['too long a text', `{"a":"${'a'.repeat(66_000)}"}`, 'INPUT_TOO_LARGE', '.a'],
    ['too many keys', `{"a":[${'0,'.repeat(1000)}0]}`, 'INPUT_TOO_MANY_KEYS', '.a'],
  ])('refuses of an event with %s that one alone, and says where', async (_what, properties, code, place) => {
    const { post, signalsOf } = await testDoor();
    const [one, two] = ['one', 'two'].map((messageId) => JSON.stringify({ type: 'track', ...track, messageId }));
    const bad = `{"type":"track","event":"Product Viewed","userId":"ana","properties":${properties}}`;
    const { status, body } = await post('/v1/batch', `{"writeKey":"${writeKey}","batch":[${one},${bad},${two}]}`);
    expect([status, body.accepted]).toEqual([200, 2]);
    expect(body.refused).toEqual([{ index: 1, code: `SINTONIA_${code}`, field: `batch[1].properties${place}` }]);
    expect(await signalsOf('ana')).toHaveLength(2);
  });

  it('has so many keys at most, all events together', async () => {
    const { post } = await testDoor();
    const many = `{"type":"track","a":[${'0,'.repeat(60_000)}0]}`;
    const { status, body } = await post(
      '/v1/batch',
      `{"writeKey":"${writeKey}","batch":[${many},${many},${many},${many}]}`,
    );
    expect([status, body.error.code]).toEqual([400, 'SINTONIA_INPUT_TOO_MANY_KEYS']);
  });

  it('may be gzipped, within the same bounds', async () => {
    const { post } = await testDoor();
    const gzip = { 'content-encoding': 'gzip', 'x-write-key': writeKey };
    const sent = (value: unknown) => gzipSync(JSON.stringify(value));
    expect((await post('/v1/batch', sent({ batch: [{ type: 'track', ...track }] }), gzip)).body.accepted).toBe(1);
    // 100 MB of blanks are 100 KB.
    const bomb = gzipSync(Buffer.alloc(100_000_000, 0x20));
    expect(await post('/v1/batch', bomb, gzip)).toMatchObject({ status: 413 });
    expect(await post('/v1/batch', 'no gzip', gzip)).toMatchObject({ status: 400 });
    expect(await post('/v1/batch', '{}', { ...gzip, 'content-encoding': 'br' })).toMatchObject({ status: 415 });
  });

  it('is bounded: 32 KB an event, 500 KB a batch, 2,500 events', async () => {
    const { post } = await testDoor();
    const sized = (bytes: number, messageId = 'm') => {
      const event = { type: 'track', ...track, messageId, properties: { a: '' } };
      event.properties.a = 'x'.repeat(bytes - JSON.stringify(event).length);
      return event;
    };
    const batch = (...events: unknown[]) => post('/v1/batch', { batch: events, writeKey });
    expect((await batch(sized(32_768), sized(32_769, 'n'))).body).toMatchObject({
      accepted: 1,
      refused: [{ index: 1, code: 'SINTONIA_INPUT_TOO_LARGE', field: 'batch[1]' }],
    });
    expect((await post('/v1/track', { ...sized(32_768), writeKey })).status).toBe(413);
    const many = Array.from({ length: 16 }, (_, index) => sized(32_010, `many-${index}`));
    expect((await batch(...many)).status).toBe(413);
    expect((await batch(...many.slice(1))).body.accepted).toBe(15);
    const tiny = { type: 'track', event: 'Signed Up', userId: 'ana' };
    expect((await batch(...Array(2500).fill(tiny))).body.accepted).toBe(2500);
    expect(await batch(...Array(2501).fill(tiny))).toMatchObject({ status: 413 });
    expect(await batch()).toMatchObject({ status: 200, body: { accepted: 0 } });
    expect(await post('/v1/batch', { writeKey })).toMatchObject({ status: 400, body: { error: { field: 'batch' } } });
  });

  it('fails as a whole where the store does, so that the sender comes again', async () => {
    const { post, engine, faults } = await testDoor();
    await engine.close();
    for (const type of ['identify', 'track', 'alias']) {
      const answer = await post('/v1/batch', { batch: [{ type, ...track, previousId: 'd' }], writeKey });
      expect(answer).toMatchObject({ status: 503, body: { error: { code: 'SINTONIA_ENGINE_CLOSED' } } });
      expect(answer.headers.get('retry-after')).toBe('5');
    }
    expect(faults).toHaveLength(3);
  });
});

describe('a key', () => {
  it('may make so many requests, and hears when to come again', async () => {
    const { post, clock } = await testDoor({
      rateLimit: { perSecond: 0.5, burst: 3 },
      writeKeys: [writeKey, 'another-key'],
    });
    const send = (key = writeKey) => post('/v1/track', { ...track, writeKey: key });
    for (let index = 0; index < 3; index++) expect((await send()).status).toBe(200);
    const refused = await send();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    expect((await send('another-key')).status).toBe(200);
    clock.advance(2000);
    expect((await send()).status).toBe(200);
    expect((await send()).status).toBe(429);
  });
});
