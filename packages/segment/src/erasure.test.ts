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
      ['/regulations', `Bearer ${publicApiToken}`, { ...order, subjectType: 'ANONYMOUS_ID', subjectIds: ['device-1'] }],
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
    ['unsignedTail', { sharedSecret, unsignedTail: 'hunter' }],
    ['region', { writeKey, region: 'hunter' }],
    ['prefix', { writeKey, prefix: '' }],
    ['flags', { writeKey, flags: 'hunter' }],
    ['ownTraits', { writeKey, ownTraits: ['hunter', ''] }],
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
