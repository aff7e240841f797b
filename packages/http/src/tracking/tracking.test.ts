import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { apiKey, testDoor, writeKey } from '../door.fixture.js';

const track = { event: 'Product Viewed', userId: 'ana', messageId: 'm-1', properties: { product_id: 'mug' } };

describe('an event', () => {
  it('is a signal under its own id, and counts once', async () => {
    const { post, signalsOf } = await testDoor();
    const event = { ...track, writeKey, value: 1, timestamp: '2026-01-01T00:00:00Z' };
    expect(await post('/v1/track', event)).toMatchObject({ status: 200, body: { success: true, accepted: 1 } });
    expect((await post('/v1/t', event)).body).toEqual({ success: true, accepted: 0, duplicates: 1, refused: [] });
    expect(await signalsOf('ana')).toMatchObject([{ id: 'm-1', type: 'Product Viewed', itemId: 'mug' }]);
  });

  it('shows its key in the body, a header, or as user of Basic or Bearer', async () => {
    const { post } = await testDoor();
    const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(`${user}:`).toString('base64')}` });
    expect((await post('/v1/track', track, basic(writeKey))).status).toBe(200);
    expect((await post('/v1/track', track, { 'x-write-key': writeKey })).status).toBe(200);
    expect((await post('/v1/track', track, { authorization: `Bearer ${apiKey}` })).status).toBe(200);
    expect((await post('/v1/track', { ...track, writeKey: apiKey })).status).toBe(200);
    const wrong = { status: 401, body: { error: { code: 'SINTONIA_REQUEST_UNAUTHORISED' } } };
    expect(await post('/v1/track', track)).toMatchObject(wrong);
    expect(await post('/v1/track', { ...track, writeKey: 'somebody-else' })).toMatchObject(wrong);
    expect(await post('/v1/track', { ...track, writeKey: ['a'] })).toMatchObject(wrong);
    expect(await post('/v1/track', { ...track, writeKey }, basic('somebody-else'))).toMatchObject(wrong);
    expect(await post('/v1/batch', 'no JSON', basic('__proto__'))).toMatchObject(wrong);
  });

  it.each([
    ['page', { name: 'Home', category: 'Docs', properties: { path: '/' } }, 'Page Viewed'],
    ['p', { name: null, properties: { path: '/', name: 'Home' } }, 'Page Viewed'],
    ['screen', { name: 'Home' }, 'Screen Viewed'],
  ])('of the kind %s is a signal', async (path, members, type) => {
    const { post, signalsOf } = await testDoor();
    expect((await post(`/v1/${path}`, { userId: 'ana', writeKey, ...members })).body.accepted).toBe(1);
    expect(await signalsOf('ana')).toMatchObject([{ type, properties: { name: 'Home' } }]);
  });

  it('identify and group tell traits', async () => {
    const { post, engine } = await testDoor();
    await post('/v1/identify', {
      userId: 'ana',
      anonymousId: 'd1',
      traits: { email: 'ana@example.com', plan: 'pro' },
      writeKey,
    });
    await post('/v1/g', {
      userId: 'ana',
      groupId: 'acme',
      traits: { name: 'Acme', industry: 'toys', employees: 7 },
      writeKey,
    });
    await post('/v1/identify', { userId: 'ana', traits: { plan: null }, writeKey });
    expect(await engine.profileOf({ anonymousId: 'd1' })).toMatchObject({
      userId: 'ana',
      traits: {
        email: 'ana@example.com',
        company: { id: 'acme', name: 'Acme', industry: 'toys', employees: 7 },
        industry: 'toys',
        companySize: 7,
      },
    });
    expect((await engine.profileOf({ userId: 'ana' })).traits).not.toHaveProperty('plan');
  });

  it('alias links a device, and never merges two known people', async () => {
    const { post, engine } = await testDoor();
    await post('/v1/track', { ...track, userId: undefined, anonymousId: 'd1', writeKey });
    expect((await post('/v1/alias', { userId: 'ana', previousId: 'd1', writeKey })).status).toBe(200);
    expect(await engine.profileOf({ userId: 'ana' })).toMatchObject({ counts: { 'Product Viewed': 1 } });

    await post('/v1/identify', { userId: 'eve', traits: { email: 'eve@example.com' }, writeKey });
    const merged = await post('/v1/a', { userId: 'ana', previousId: 'eve', writeKey });
    expect(merged).toMatchObject({ status: 400, body: { error: { code: 'SINTONIA_IDENTITY_CONFLICT' } } });
    expect((await engine.profileOf({ userId: 'eve' })).traits.email).toBe('eve@example.com');
  });

  it('keeps little of its context', async () => {
    const { post, signalsOf } = await testDoor();
    const context = {
      ip: '203.0.113.7',
      userAgent: 'Mozilla',
      locale: 'es-ES',
      page: {
        path: '/a',
        url: 'https://x.example/?token=1',
        referrer: 'https://y.example/?q=ana',
        title: 't'.repeat(999),
      },
      device: { id: 'secret', type: 'mobile' },
      campaign: 'not an object',
      __proto__: { os: { name: 'x' } },
      traits: { email: 'ana@example.com' },
    };
    await post('/v1/track', { ...track, context, writeKey });
    expect((await signalsOf('ana'))[0]?.context).toEqual({
      locale: 'es-ES',
      page: { path: '/a', referrer: 'https://y.example/', title: 't'.repeat(200) },
      device: { type: 'mobile' },
    });
  });

  it('is told in the time of our clock where the clock of the sender is off', async () => {
    const { post, clock, signalsOf } = await testDoor();
    const now = clock.now();
    const iso = (at: number) => new Date(at).toISOString();
    const send = (messageId: string, timestamp: number, sentAt: unknown) =>
      post('/v1/track', { ...track, messageId, timestamp: iso(timestamp), sentAt, writeKey });
    // A day ahead; an hour behind; right, but a second on its way; one that doesn't know.
    const [day, hour] = [86_400_000, 3_600_000];
    expect((await send('ahead', now + day - 5000, iso(now + day))).body.accepted).toBe(1);
    expect((await send('behind', now - hour - 5000, iso(now - hour))).body.accepted).toBe(1);
    expect((await send('right', now - 5000, iso(now - 1000))).body.accepted).toBe(1);
    expect((await send('unsaid', now - 5000, 'soon')).body.accepted).toBe(1);
    const ahead = await send('still ahead', now + day, undefined);
    expect(ahead).toMatchObject({ status: 400, body: { error: { code: 'SINTONIA_SIGNAL_TIMESTAMP_FUTURE' } } });
    expect(new Set((await signalsOf('ana')).map(({ timestamp }) => timestamp))).toEqual(new Set([now - 5000]));
  });

  it.each([
    ['no event', { event: undefined }, 'INPUT_INVALID', 'event'],
    ['an undeclared event', { event: 'Foo' }, 'SIGNAL_TYPE_UNKNOWN', 'type'],
    ['nobody', { userId: undefined }, 'PERSON_MISSING', 'userId'],
    ['a number as id', { userId: 7 }, 'INPUT_INVALID', 'userId'],
    ['a list of properties', { properties: [] }, 'INPUT_INVALID', 'properties'],
    ['no moment', { timestamp: 'soon' }, 'INPUT_INVALID', 'timestamp'],
  ])('with %s is refused', async (_what, changes, code, field) => {
    const { post } = await testDoor();
    const { status, body } = await post('/v1/track', { ...track, ...changes, writeKey });
    expect([status, body.error]).toEqual([400, { ...body.error, code: `SINTONIA_${code}`, field }]);
  });

  it('of who did not agree is no error, and not stored', async () => {
    const { post, engine, signalsOf } = await testDoor();
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    const { status, body } = await post('/v1/track', { ...track, writeKey });
    expect([status, body.accepted, body.refused]).toEqual([200, 0, [{ index: 0, code: 'SINTONIA_CONSENT_DENIED' }]]);
    expect(await signalsOf('ana')).toEqual([]);
  });

  it('of a page sets no protected trait; of a service it does', async () => {
    const { post, engine } = await testDoor({ protectedTraits: ['email'] });
    const identify = { userId: 'ana', traits: { email: 'eve@example.com', plan: 'pro' } };
    await post('/v1/identify', { ...identify, writeKey });
    expect((await engine.profileOf({ userId: 'ana' })).traits).toEqual({ plan: 'pro' });
    await post('/v1/identify', identify, { authorization: `Bearer ${apiKey}` });
    expect((await engine.profileOf({ userId: 'ana' })).traits.email).toBe('eve@example.com');
  });
});

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
