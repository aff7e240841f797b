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
