import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessToken, adminServer, type Behaviour, json, shop } from './admin-server.fixture.js';
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

describe('what Shopify refuses of it', () => {
  const [bo, cy] = [{ userId: '2' }, { userId: '3' }];
  const one = (person: { userId: string }, picks: string[]) => {
    return { person, traits: { plan: 'gold' }, segments: ['loyal'], picks };
  };
  const fieldsOf = (id: string) => Object.fromEntries(server.customer(id)?.metafields ?? []);
  const refusing =
    (mutation: string, userErrors: object[]): Behaviour =>
    (response) =>
      json(response, 200, { data: { [mutation]: { userErrors } } });

  it('because a pick is gone costs that person the picks, and nobody anything else', async () => {
    server.gone.push('Product/999');
    expect(await write(one(ana, ['1']), one(bo, ['1', '999']), one(cy, ['1']))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const id of ['1', '2', '3']) {
      expect(fieldsOf(id)).toMatchObject({ traits: '{"plan":"gold"}', segments: '["loyal"]' });
      expect([...(server.customer(id)?.tags.values() ?? [])]).toEqual(['VIP', 'sintonia:loyal']);
    }
    expect(['1', '2', '3'].map((id) => 'picks' in fieldsOf(id))).toEqual([true, false, true]);
  });

  it('for other reasons is told of whom it is about, and the others are written', async () => {
    server.always((response, { name, variables }) => {
      if (name === 'Known') {
        const nodes = (variables.ids as string[]).map((id) => ({ id, tags: [], metafields: { nodes: [] } }));
        return json(response, 200, { data: { nodes } });
      }
      const isBad = JSON.stringify(variables).includes('Customer/2');
      const userErrors = isBad && name === 'SetMetafields' ? [{ code: 'TOO_LONG', message: 'ana@example.com' }] : [];
      json(response, 200, { data: { metafieldsSet: { userErrors }, tagsAdd: { userErrors: [] } } });
    });
    const words = await write(one(ana, []), one(bo, []), one(cy, []));
    expect(words?.map((word) => word?.details?.because)).toEqual([undefined, 'TOO_LONG', undefined]);
    expect(JSON.stringify(words)).not.toContain('ana@');
    const tagged = named('AddTags').map(({ variables }) => variables.id);
    expect(new Set(tagged)).toEqual(new Set(['gid://shopify/Customer/1', 'gid://shopify/Customer/3']));
  });

  it('within tags is told, too', async () => {
    server.always((response, sent) => {
      if (sent.name === 'Known') return json(response, 200, { data: { nodes: [{ id: sent.variables.ids }] } });
      const errors = sent.name === 'AddTags' ? [{ field: ['tags'], message: 'no' }] : [];
      refusing(sent.name === 'AddTags' ? 'tagsAdd' : 'metafieldsSet', errors)(response, sent);
    });
    const [word] = (await write(one(ana, []))) ?? [];
    expect(word).toMatchObject({
      code: 'SINTONIA_PLATFORM_REJECTED',
      details: { because: 'USER_ERROR', mutation: 'tagsAdd' },
    });
  });

  it('for a while only fails all of it, to be written again', async () => {
    const known = { nodes: [{ id: 'gid://shopify/Customer/1', tags: [], metafields: { nodes: [] } }] };
    server.next.push(
      (response) => json(response, 200, { data: known }),
      refusing('metafieldsSet', [{ code: 'INTERNAL_ERROR', message: 'no' }]),
    );
    await expect(write(one(ana, []))).rejects.toMatchObject({ code: 'SINTONIA_PLATFORM_TRANSIENT' });
  });

  it('of an erasure fails the erasure: what lies there still must not count as gone', async () => {
    server.always((response) => json(response, 401, {}));
    await expect(plugin().erase?.(ana)).rejects.toMatchObject({ code: 'SINTONIA_PLATFORM_UNAUTHORISED' });
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
    [{ version: '2025-10', history: 'bulk' }, 'version'],
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
