import { describe, expect, it } from 'vitest';
import { apiKey, testDoor, writeKey } from '../door.fixture.js';

const authorised = { authorization: `Bearer ${apiKey}` };
const campaigns = { hello: { channel: 'email', picks: 0, compose: () => ({ text: 'Hello' }) } };

async function shop() {
  const rig = await testDoor({}, { campaigns });
  const items = ['mug', 'teapot', 'spoon'];
  await rig.engine.catalog.put(items.map((itemId) => ({ itemId, attributes: { price: itemId.length } })));
  const bought = (userId: string, itemId: string) => ({ type: 'Order Completed', userId, itemId });
  await rig.engine.collect([bought('ana', 'mug'), bought('bea', 'mug'), bought('bea', 'teapot')]);
  await rig.engine.fit();
  return rig;
}

describe('services', () => {
  it('are known by their secret keys only', async () => {
    const { post } = await testDoor();
    for (const path of ['/recommendations', '/decisions', '/feedback']) {
      const headers = [
        {},
        { authorization: `Bearer ${writeKey}` },
        { authorization: `Bearer ${apiKey}x` },
        { 'x-write-key': '' },
      ];
      for (const shown of headers) {
        expect(await post(path, '{', shown as Record<string, string>)).toMatchObject({
          status: 401,
          body: { error: { code: 'SINTONIA_REQUEST_UNAUTHORISED' } },
        });
      }
      expect((await post(path, '{', authorised)).status).toBe(400);
    }
  });

  it('get lists, as the engine makes them', async () => {
    const { post, engine } = await shop();
    const request = { userId: 'ana', limit: 2, where: { attribute: 'price', atLeast: 4 }, exposure: false };
    const { status, body } = await post('/recommendations', request, authorised);
    expect(status).toBe(200);
    expect(body).toEqual(JSON.parse(JSON.stringify(await engine.recommend(request as never))));
    expect((await post('/recommendations', { ...request, sources: ['nobody'] }, authorised)).status).toBe(404);
  });

  it('get decisions, and say what people say', async () => {
    const { post, engine } = await shop();
    const { body } = await post('/decisions', { userId: 'ana', campaign: 'hello' }, authorised);
    expect(body).toMatchObject({ person: 'ana', campaign: 'hello', outcome: 'hold' });
    expect((await post('/decisions', { userId: 'ana', campaign: 'nope' }, authorised)).status).toBe(404);

    const said = { userId: 'ana', itemId: 'teapot', kind: 'dismissed', because: 'notNow' };
    expect(await post('/feedback', said, authorised)).toMatchObject({ status: 200, body: { success: true } });
    expect((await engine.profileOf({ userId: 'ana' })).counts['Recommendation Dismissed']).toBe(1);
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    expect(await post('/feedback', said, authorised)).toMatchObject({ status: 403 });
  });

  it('may ask as often as their key says, events and all', async () => {
    const { post, clock } = await testDoor({ rateLimit: { perSecond: 0.5, burst: 4 } }, { campaigns });
    const asked = { userId: 'ana', campaign: 'hello' };
    const statuses: number[] = [];
    const note = ({ status }: { status: number }) => statuses.push(status);
    for (let index = 0; index < 5; index++) note(await post('/decisions', asked, { authorization: 'Bearer nobody' }));
    note(await post('/v1/track', { userId: 'ana', event: 'Signed Up' }, authorised));
    note(await post('/decisions', asked, authorised));
    note(await post('/recommendations', { userId: 'ana' }, authorised));
    note(await post('/feedback', { userId: 'ana', itemId: 'mug', kind: 'liked' }, authorised));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 200, 200, 200, 200]);
    for (const path of ['/decisions', '/recommendations', '/feedback']) {
      const { status, headers } = await post(path, asked, authorised);
      expect([status, headers.get('retry-after')]).toEqual([429, '2']);
    }
    clock.advance(2000);
    expect((await post('/decisions', asked, authorised)).status).toBe(200);
  });

  it.each([
    ['/recommendations', { userId: 'ana', limit: 0 }, 'limit'],
    ['/recommendations', { userId: 'ana', limits: 3 }, 'limits'],
    ['/recommendations', { userId: 'ana', exclude: ['mug', 7] }, 'exclude[1]'],
    ['/recommendations', { userId: 'ana', where: { attribute: 7 } }, 'where'],
    ['/recommendations', { limit: 3 }, 'userId'],
    ['/decisions', { userId: 'ana' }, 'campaign'],
    ['/decisions', ['ana'], 'body'],
    ['/feedback', { userId: 'ana', itemId: 'mug', kind: 'toString' }, 'kind'],
    ['/feedback', { userId: 'ana', itemId: 'mug', kind: 'liked', exposureId: {} }, 'exposureId'],
  ])('hear at %s what is wrong with %j', async (path, body, field) => {
    const { post } = await testDoor({}, { campaigns });
    const answer = await post(path, body, authorised);
    expect(answer).toMatchObject({ status: 400, body: { error: { field } } });
  });
});
