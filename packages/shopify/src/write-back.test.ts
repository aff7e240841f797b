import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessToken, adminServer, shop } from './admin-server.fixture.js';
import { shopify } from './shopify.js';

type Server = Awaited<ReturnType<typeof adminServer>>;
let server: Server;
beforeEach(async () => {
  server = await adminServer();
  server.add(...Array.from({ length: 20 }, (_, index) => String(index + 1)));
});
afterEach(() => server.close());

const secret = 'test_secret_key';
const plugin = () => shopify({ shop, secret, accessToken, fetch: server.fetch });
const ana = { userId: '1' };
const { signal: abort } = new AbortController();
const write = (...updates: Parameters<NonNullable<ReturnType<typeof plugin>['destinations'][0]>['write']>[0]) =>
  plugin().destinations[0]?.write(updates, { abort });
const named = (name: string) => server.sent.filter((one) => one.name === name);

describe('what is written back', () => {
  it('are metafields that themes can use, and tags of our prefix beside those of the shop', async () => {
    await write({
      person: ana,
      traits: { plan: 'gold' },
      segments: ['loyal', 'x'.repeat(40), 'a,b'],
      picks: ['632910392', 'mug'],
    });
    expect(Object.fromEntries(server.customer('1')?.metafields ?? [])).toEqual({
      traits: '{"plan":"gold"}',
      segments: JSON.stringify(['loyal', 'x'.repeat(40), 'a,b']),
      picks: '["gid://shopify/Product/632910392"]',
    });
    expect([...(server.customer('1')?.tags.values() ?? [])]).toEqual(['VIP', 'sintonia:loyal']);
  });

  it('are at most 25 metafields a call', async () => {
    const people = Array.from({ length: 20 }, (_, index) => ({ userId: String(index + 1) }));
    await write(...people.map((person) => ({ person, traits: { a: 1 }, segments: ['b'], picks: ['3'] })));
    expect(named('SetMetafields').map(({ variables }) => (variables.metafields as unknown[]).length)).toEqual([
      24, 24, 12,
    ]);
  });

  it('is nothing for visitors', async () => {
    const words = await write({ person: { anonymousId: 'phone' }, traits: {}, segments: [] });
    expect(words?.[0]).toMatchObject({ code: 'SINTONIA_PLATFORM_REJECTED' });
    expect(server.sent).toEqual([]);
  });

  it('is shown to whom it is about, and removed, and nothing of the shop with it', async () => {
    await write({ person: ana, traits: { plan: 'gold' }, segments: ['loyal'] });
    const { export: show, erase } = plugin();
    expect(await show?.(ana)).toEqual({
      tags: ['sintonia:loyal'],
      metafields: { traits: '{"plan":"gold"}', segments: '["loyal"]' },
    });
    await erase?.(ana);
    await erase?.({ userId: '404' });
    await erase?.({ anonymousId: 'phone' });
    expect(server.customer('1')?.metafields.size).toBe(0);
    expect([...(server.customer('1')?.tags.values() ?? [])]).toEqual(['VIP']);
  });
});

describe('a discount', () => {
  const offer = { code: 'ANA-7', percentage: 15, startsAt: '2026-01-01', userId: '1' };

  it('is created once', async () => {
    expect(await plugin().createDiscount(offer)).toEqual({ id: 'gid://shopify/DiscountCodeNode/1', code: 'ANA-7' });
    expect(named('CreateDiscount')[0]?.variables.discount).toMatchObject({
      startsAt: '2026-01-01T00:00:00.000Z',
      customerGets: { items: { all: true }, value: { percentage: 0.15 } },
      context: { customers: { add: ['gid://shopify/Customer/1'] } },
    });
    await expect(plugin().createDiscount(offer)).rejects.toMatchObject({
      code: 'SINTONIA_PLATFORM_REJECTED',
      details: { because: 'TAKEN' },
    });
  });

  it.each([
    [{ ...offer, amount: 5 }, 'percentage'],
    [{ ...offer, percentage: 101 }, 'percentage'],
    [{ ...offer, percentage: Number.NaN }, 'percentage'],
    [{ ...offer, userId: 'ana' }, 'userId'],
    [{ ...offer, startsAt: 'soon' }, 'startsAt'],
    [{ ...offer, until: 1 }, 'until'],
  ])('is refused: %j', async (wrong, field) => {
    await expect(plugin().createDiscount(wrong)).rejects.toMatchObject({ field });
    expect(server.sent).toEqual([]);
  });

  it('needs a token', async () => {
    const without = shopify({ shop, secret });
    expect(without.destinations).toEqual([]);
    expect(without.collectors[0].backfill).toBeUndefined();
    await expect(without.createDiscount(offer)).rejects.toMatchObject({ field: 'accessToken' });
  });
});

describe('options', () => {
  it.each([
    [{ shop: 'mugs.example.com' }, 'shop'],
    [{ shop: 'mugs.myshopify.com.example.com' }, 'shop'],
    [{ secret: [] }, 'secret'],
    [{ secret: 'a b c d e f g' }, 'secret'],
    [{ version: '2026-02' }, 'version'],
    [{ items: 'sku' }, 'items'],
    [{ namespace: 'a' }, 'namespace'],
    [{ tagPrefix: 'a,b' }, 'tagPrefix'],
    [{ consents: { post: [] } }, 'post'],
    [{ pixelKey: 'short' }, 'pixelKey'],
    [{ fetch: 1 }, 'fetch'],
    [{ token: 'x' }, 'token'],
  ])('%j is refused', (options, field) => {
    expect(() => shopify({ shop, secret, ...options } as never)).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});
