import { describe, expect, it } from 'vitest';
import { publicApiToken, segmentStandIn, sharedSecret, success, writeKey } from './segment.fixture.js';
import { segment } from './segment.js';

describe('an erasure', () => {
  it('is ordered for who is named, in the workspace', async () => {
    const { seen, fetch } = await segmentStandIn();
    const { erase } = segment({ publicApiToken, fetch });
    await erase?.({ userId: 'ana' });
    await erase?.({ anonymousId: 'device-1' });
    const order = { regulationType: 'SUPPRESS_WITH_DELETE' };
    expect(seen.map(({ path, authorization, body }) => [path, authorization, body])).toEqual([
      ['/regulations', `Bearer ${publicApiToken}`, { ...order, subjectType: 'USER_ID', subjectIds: ['ana'] }],
    ]);
  });

  // Segment's own client (@segment/public-api-sdk-typescript) has `OBJECT_ID | USER_ID` for workspaces, `ANONYMOUS_ID | USER_ID` for sources.
  it('of devices is ordered by source, where one is named', async () => {
    const { seen, fetch } = await segmentStandIn();
    const device = { anonymousId: 'device-1' };
    await segment({ publicApiToken, fetch, deviceSources: ['src-1', 'src-2'] }).erase?.(device);
    await segment({ publicApiToken, fetch, sourceId: 'src-3' }).erase?.(device);
    await segment({ publicApiToken, fetch, deviceSources: ['src-1'] }).erase?.({ userId: 'ana' });
    expect(seen.map(({ path, body }) => [path, (body as { subjectType: string }).subjectType])).toEqual([
      ['/regulations/sources/src-1', 'ANONYMOUS_ID'],
      ['/regulations/sources/src-2', 'ANONYMOUS_ID'],
      ['/regulations/sources/src-3', 'ANONYMOUS_ID'],
      ['/regulations', 'USER_ID'],
    ]);
  });

  it('may be of one source, and goes to where the workspace lies', async () => {
    const urls: string[] = [];
    const fetch: typeof globalThis.fetch = async (url) => {
      urls.push(String(url));
      return new Response(success);
    };
    await segment({ publicApiToken, fetch, sourceId: 'src-1' }).erase?.({ userId: 'ana' });
    await segment({ publicApiToken, fetch, region: 'eu' }).erase?.({ userId: 'ana' });
    expect(urls).toEqual([
      'https://api.segmentapis.com/regulations/sources/src-1',
      'https://eu1.api.segmentapis.com/regulations',
    ]);
  });

  it('reaches Segment only with a token, and an export says what cannot be read', async () => {
    const plugin = segment({ writeKey, flags: ['vip'] });
    expect(plugin.erase).toBeUndefined();
    expect(await plugin.export?.({ userId: 'ana' })).toMatchObject({
      readable: false,
      writes: ['sintonia_segments', 'sintonia_picks', 'sintonia_vip'],
      events: ['Recommendations Updated'],
    });
    expect(await segment({ writeKey, recommendationEvent: false }).export?.({ userId: 'ana' })).toMatchObject({
      events: [],
    });
    expect([plugin.collectors, segment({ sharedSecret }).destinations]).toEqual([[], []]);
  });
});

describe('options', () => {
  it.each<[string, object]>([
    ['writeKey', {}],
    ['writeKey', { writeKey: 'hunter\n2 hunter' }],
    ['sharedSecret', { sharedSecret: [] }],
    ['sharedSecret', { sharedSecret: ['hunter', ''] }],
    ['sharedSecret', { sharedSecret: 'hunt' }],
    ['deviceSources', { sharedSecret, deviceSources: ['hunter/2'] }],
    ['consents', { sharedSecret, consents: ['hunter'] }],
    ['consents.ads', { sharedSecret, consents: { ads: '' } }],
    ['unsignedTail', { sharedSecret, unsignedTail: 'hunter' }],
    ['region', { writeKey, region: 'hunter' }],
    ['prefix', { writeKey, prefix: '' }],
    ['flags', { writeKey, flags: 'hunter' }],
    ['ownTraits', { writeKey, ownTraits: ['hunter', ''] }],
    ['recommendationEvent', { writeKey, recommendationEvent: true }],
    ['recommendationEvent', { writeKey, recommendationEvent: '' }],
    ['publicApiToken', { publicApiToken: 'hunter' }],
    ['sourceId', { publicApiToken, sourceId: '../hunter' }],
    ['purposes', { writeKey, purposes: [7] }],
    ['timeoutMs', { writeKey, timeoutMs: Number.NaN }],
    ['fetch', { writeKey, fetch: 'hunter' }],
    ['secret', { secret: 'hunter' }],
  ])('name %s when it is wrong, and do not repeat it', (field, options) => {
    try {
      segment(options);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field });
      expect(String(error)).not.toContain('hunter');
    }
  });
});
