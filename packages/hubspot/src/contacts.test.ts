import type { BackfillPage, JsonValue } from '@sintonia/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answering, type HubSpotServer, hubspotServer } from './hubspot-server.fixture.js';
import { mistakesIn } from './openapi.fixture.js';

const { signal: abort } = new AbortController();
const ana = { userId: 'ana@example.com' };
let server: HubSpotServer;
beforeEach(async () => {
  server = await hubspotServer();
});
afterEach(() => {
  server.close();
  expect(server.mistakes).toEqual([]);
});

async function pagesOf(options: Parameters<HubSpotServer['plugin']>[0], since = 0, checkpoint?: JsonValue) {
  const pages: BackfillPage[] = [];
  const request = { since, abort, ...(checkpoint !== undefined && { checkpoint }) };
  for await (const page of server.plugin(options).collectors[0].backfill(request)) pages.push(page);
  return pages;
}

it('a request that is wrong by the official description would be found', (context) => {
  const wrong = mistakesIn('POST', '/crm/objects/2026-09/contacts/search', { limit: 'many' });
  if (wrong.length === 0) context.skip('../shared/specs is absent');
  expect(wrong.length).toBeGreaterThan(3);
  expect(mistakesIn('POST', '/crm/objects/2026-09/contacts/gdpr-delete', { objectId: '1', email: 'x' })).toHaveLength(
    1,
  );
  expect(mistakesIn('GET', '/crm/objects/2026-09/contacts/1?fields=a', undefined)).toHaveLength(1);
  expect(mistakesIn('POST', '/crm/objects/2027-01/contacts/search', {})).toHaveLength(1);
});

describe('backfill', () => {
  it('reads everybody who changed since, once, and goes on behind a checkpoint', async () => {
    for (let count = 0; count < 250; count++) server.add({ email: `p${count}@example.com` }, 1000 + count);
    const pages = await pagesOf({}, 1010);
    expect(pages.map(({ identities, fraction }) => [identities?.length, fraction])).toEqual([
      [100, 100 / 240],
      [100, 200 / 240],
      [40, 1],
    ]);
    expect(await pagesOf({}, 1010, pages[0]?.checkpoint)).toEqual(pages.slice(1));
    await expect(pagesOf({}, 0, { after: 'x', done: 1 })).rejects.toMatchObject({ field: 'checkpoint.after' });
  });

  it('tells traits that are there, merged records, and what was said of subscriptions', async () => {
    const properties = { email: 'ana@example.com', firstname: 'Ana', phone: '', customer: 'u-1' };
    server.add({ ...properties, hs_merged_object_ids: '55;56' });
    const status = (subscriptionId: number, status: string, timestamp: string) => {
      return {
        subscriberIdString: 'Ana@example.com',
        subscriptionId,
        status,
        timestamp,
        channel: 'EMAIL',
        source: 'x',
      };
    };
    server.statuses.set('ana@example.com', [
      status(7, 'UNSUBSCRIBED', '2026-02-01T00:00:00Z'),
      status(8, 'SUBSCRIBED', '2026-01-01T00:00:00Z'),
      status(9, 'NOT_SPECIFIED', '2026-01-01T00:00:00Z'),
    ]);
    const subscriptions = { 7: 'marketing/news', 8: 'marketing', 9: 'marketing/x' };
    const [page] = await pagesOf({ idProperty: 'customer', subscriptions });
    const person = { userId: 'u-1', anonymousId: 'hubspot-101' };
    expect(page?.identities).toEqual([
      { ...person, traits: { email: 'ana@example.com', firstName: 'Ana' } },
      { ...person, anonymousId: 'hubspot-55' },
      { ...person, anonymousId: 'hubspot-56' },
    ]);
    const said = { ...person, source: 'hubspot' };
    expect(page?.consents).toEqual([
      { ...said, purposes: ['marketing'], granted: true, at: Date.UTC(2026, 0, 1) },
      { ...said, purposes: ['marketing/news'], granted: false, at: Date.UTC(2026, 1, 1) },
    ]);
  });
});

describe('what is written', () => {
  const write = (options: Parameters<HubSpotServer['plugin']>[0], ...updates: { userId?: string; traits?: object }[]) =>
    server.plugin(options).destinations[0].write(
      updates.map(({ userId, traits = {} }) => ({
        person: userId === undefined ? { anonymousId: 'a' } : { userId },
        traits: traits as Record<string, JsonValue>,
        segments: Object.keys(traits).length === 0 ? [] : ['vip'],
      })),
      { abort },
    );

  it('is made a property once, each of its type, and cleared by a process that knows nothing of it', async () => {
    const traits = { plan: 'pro', total: 5, seen: '2026-01-01', 'the "x"': [1], segments: 'mine', __proto__x: 1 };
    expect(await write({ types: { total: 'number', seen: 'datetime' } }, { ...ana, traits })).toEqual([undefined]);
    const { properties = {} } = server.find('ana@example.com', 'email') ?? {};
    expect(Object.values(properties).toSorted()).toEqual(
      ['1', '1767225600000', '5', ';vip;', '[1]', 'ana@example.com', 'mine', 'pro'].toSorted(),
    );
    expect(server.properties.get('sintonia_total')).toMatchObject({ type: 'number', groupName: 'sintonia' });
    expect(await write({}, ana)).toEqual([undefined]);
    expect(Object.values(properties).filter((value) => value !== '')).toEqual(['ana@example.com']);
    expect(server.requests.filter(({ target }) => target.endsWith('/groups'))).toHaveLength(2);
  });

  it('makes nobody a contact of whom nothing is left, who is a visitor, or where that is not wanted', async () => {
    expect(await write({}, ana, {})).toEqual([undefined, undefined]);
    const [word] = await write({ create: false }, { ...ana, traits: { plan: 'pro' } });
    expect(word).toMatchObject({ code: 'SINTONIA_PLATFORM_REJECTED', details: { because: 'OBJECT_NOT_FOUND' } });
    expect(server.contacts.size).toBe(0);
    const [noAddress] = await write({}, { userId: 'u-1', traits: { plan: 'pro' } });
    expect(noAddress?.details).toEqual({ because: 'NO_CONTACT_KEY' });
  });

  it('reaches all but one, where HubSpot refuses the whole batch for that one', async () => {
    const people = Array.from({ length: 100 }, (_, index) => ({
      userId: `p${index}@example.com`,
      traits: { plan: 'x' },
    }));
    const { plugin, state } = server;
    const destination = plugin().destinations[0];
    const isBad = (body: { inputs?: { id: string }[] }) => body?.inputs?.some(({ id }) => id === 'p37@example.com');
    await write({}, { ...ana, traits: { plan: 'x' } });
    state.behaviours = [
      (response, { method, body }) => {
        if (method === 'GET')
          return answering(200, { results: [...server.properties.values()] })(response, {} as never);
        if (isBad(body))
          return answering(400, { category: 'VALIDATION_ERROR', message: 'p37@example.com' })(response, {} as never);
        const results = (body.inputs ?? []).map(({ objectWriteTraceId }: { objectWriteTraceId: string }) => ({
          objectWriteTraceId,
        }));
        return answering(200, { results })(response, {} as never);
      },
    ];
    const before = server.requests.length;
    const updates = people.map(({ userId, traits }) => ({ person: { userId }, traits, segments: [] }));
    const words = await destination.write(updates, { abort });
    expect(words.flatMap((word, index) => (word === undefined ? [] : [index]))).toEqual([37]);
    expect(JSON.stringify([words[37], words[37]?.message])).not.toContain('p37');
    expect(server.requests.length - before).toBeLessThan(20);
  });
});

describe('events', () => {
  it('are sent once by their id, by what HubSpot knows the person', async () => {
    const contact = server.add({ customer: 'u-1' });
    const one = { id: 'o-1', name: 'pe1_order', at: 0, properties: { total: 5, what: 'mug', none: null } };
    const plugin = server.plugin();
    expect(
      await plugin.sendEvents([
        { ...one, person: ana },
        { ...one, id: 'o-2', person: { anonymousId: 'x' } },
      ]),
    ).toBe(1);
    await plugin.sendEvents([{ ...one, person: ana }]);
    expect([...server.events.values()]).toEqual([
      {
        email: 'ana@example.com',
        eventName: 'pe1_order',
        occurredAt: '1970-01-01T00:00:00.000Z',
        properties: { total: '5', what: 'mug' },
        uuid: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
      },
    ]);
    const byOwn = server.plugin({ idProperty: 'customer', events: { Bought: 'pe1_bought' } });
    const signal = { id: 's', type: 'Bought', person: 'u-1', timestamp: 0, receivedAt: 0, itemId: 'mug' };
    expect(await byOwn.sendSignals([signal, { ...signal, type: 'Seen' }, { ...signal, person: 'u-2' }])).toBe(1);
    expect([...server.events.values()][1]).toMatchObject({ objectId: contact.id, properties: { item_id: 'mug' } });
  });
});

describe('people', () => {
  it('can be seen and are removed for good, whatever names them; who is none there is erased already', async () => {
    server.add({ email: 'ana@example.com', customer: 'u-1' });
    server.add({ email: 'ben@example.com', customer: 'u-2' });
    server.add({ email: 'eva@example.com' });
    expect(await server.plugin().export(ana)).toMatchObject({ id: '101' });
    await server.plugin().erase(ana);
    await server.plugin({ idProperty: 'customer' }).erase({ userId: 'u-2' });
    await server.plugin().erase({ anonymousId: 'hubspot-103' });
    expect(server.contacts.size).toBe(0);
    await server.plugin().erase(ana);
    await server.plugin({ idProperty: 'customer' }).erase({ userId: 'u-2' });
    await server.plugin().erase({ anonymousId: 'a-visitor' });
    expect(await server.plugin().export(ana)).toBeNull();
  });

  it('keep their contact where only what is ours is erased', async () => {
    const plugin = server.plugin({ erasure: 'ours' });
    await plugin.destinations[0].write([{ person: ana, traits: { plan: 'pro' }, segments: ['vip'] }], { abort });
    await plugin.erase(ana);
    const left = Object.entries(server.find('ana@example.com', 'email')?.properties ?? {});
    expect(left.filter(([, value]) => value !== '')).toEqual([['email', 'ana@example.com']]);
  });

  it('are subscribed and unsubscribed', async () => {
    const plugin = server.plugin({ subscriptions: { 7: 'marketing/news' } });
    const change = { email: 'ana@example.com', purpose: 'marketing/news' };
    await plugin.setSubscription({ ...change, granted: false });
    await plugin.setSubscription({ ...change, granted: true });
    expect(server.requests.map(({ body }) => [body.statusState, body.legalBasis])).toEqual([
      ['UNSUBSCRIBED', undefined],
      ['SUBSCRIBED', 'CONSENT_WITH_NOTICE'],
    ]);
    await expect(plugin.setSubscription({ ...change, purpose: 'x', granted: true })).rejects.toMatchObject({
      field: 'purpose',
    });
  });
});
