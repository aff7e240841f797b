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
      [200, 100 / 240],
      [200, 200 / 240],
      [80, 1],
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
      { ...person, anonymousId: 'hubspot-101-1' },
      { ...person, anonymousId: 'hubspot-55' },
      { ...person, anonymousId: 'hubspot-56' },
    ]);
    const said = { ...person, source: 'hubspot' };
    expect(page?.consents).toEqual([
      { ...said, purposes: ['marketing'], granted: true, at: Date.UTC(2026, 0, 1) },
      { ...said, purposes: ['marketing/news'], granted: false, at: Date.UTC(2026, 1, 1) },
    ]);
  });

  it('takes the way out of all mail as a no to all, whatever single subscriptions say, for all that the contact was', async () => {
    const contact = server.add({ email: 'old@example.com' }, 1000);
    server.change(contact, 'email', 'ana@example.com', 2000);
    server.change(contact, 'hs_email_optout', 'true', 3000);
    const said = { subscriberIdString: 'ana@example.com', channel: 'EMAIL', status: 'SUBSCRIBED', timestamp: 'soon' };
    server.statuses.set('ana@example.com', [
      { ...said, subscriptionId: 7, timestamp: '2026-02-01T00:00:00Z' },
      { ...said, subscriptionId: 8, status: 'UNSUBSCRIBED' },
    ]);
    const [page] = await pagesOf({ subscriptions: { 7: 'marketing/news', 8: 'marketing/x' } });
    const person = { userId: 'ana@example.com', anonymousId: 'hubspot-101' };
    const no = { granted: false, source: 'hubspot' };
    const single = { ...no, purposes: ['marketing/x'], at: expect.any(Number) };
    const all = { ...no, purposes: ['marketing', 'marketing/news', 'marketing/x'], at: 3000 };
    const before = { userId: 'old@example.com' };
    expect(page?.consents).toEqual([
      { ...person, ...single },
      { ...before, ...single },
      { ...person, ...all },
      { ...before, ...all },
    ]);
    expect(page?.identities?.slice(1)).toEqual([{ ...person, anonymousId: 'hubspot-101-2' }]);
  });

  it('takes no yes of which nobody knows when it was said', async () => {
    server.add({ email: 'ana@example.com' });
    const said = { subscriberIdString: 'ana@example.com', subscriptionId: 7, channel: 'EMAIL', timestamp: 'soon' };
    server.statuses.set('ana@example.com', [{ ...said, status: 'SUBSCRIBED' }]);
    expect((await pagesOf({ subscriptions: { 7: 'marketing/news' } }))[0]?.consents).toEqual([]);
  });

  it('leaves out of a contact what no engine would take, and reads the rest', async () => {
    server.add({ email: 'ana@example.com', firstname: 'x'.repeat(10_001), phone: '1', zone: 'Mars/Base' });
    const [page] = await pagesOf({
      traits: { email: 'email', firstname: 'firstName', phone: 'phone', zone: 'timezone' },
    });
    expect(page?.identities?.[0]?.traits).toEqual({ email: 'ana@example.com', phone: '1' });
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
    expect(server.requests.filter(({ target }) => target.endsWith('/groups'))).toHaveLength(1);
  });

  it('makes nobody a contact of whom nothing is left, who is a visitor, or where that is not wanted', async () => {
    expect(await write({}, ana, {})).toEqual([undefined, undefined]);
    const [word] = await write({ create: false }, { ...ana, traits: { plan: 'pro' } });
    expect(word).toMatchObject({ code: 'SINTONIA_PLATFORM_REJECTED', details: { because: 'OBJECT_NOT_FOUND' } });
    expect(server.contacts.size).toBe(0);
    const [noAddress] = await write({}, { userId: 'u-1', traits: { plan: 'pro' } });
    expect(noAddress?.details).toEqual({ because: 'NO_CONTACT_KEY' });
  });

  it('is written once a property of ours that was removed by hand is made again, and asked for no more than once', async () => {
    const destination = server.plugin().destinations[0];
    const updates = Array.from({ length: 100 }, (_, index) => {
      return { person: { userId: `p${index}@example.com` }, traits: { plan: 'pro' }, segments: [] };
    });
    await destination.write(updates, { abort });
    const { properties, state, find } = server;
    for (const isWhole of [false, true]) {
      properties.delete('sintonia_plan');
      for (const { properties: own } of server.contacts.values()) delete own.sintonia_plan;
      // HubSpot says it of each, or refuses the batch as a whole.
      if (isWhole) state.behaviours = [answering(400, { category: 'VALIDATION_ERROR' }), server.asItIs];
      const before = server.requests.length;
      expect((await destination.write(updates, { abort })).filter((word) => word !== undefined)).toEqual([]);
      expect(server.requests.length - before).toBe(5);
      expect(find('p99@example.com', 'email')?.properties.sintonia_plan).toBe('pro');
    }
  });

  it.each(['by property', 'by record', 'not at all'])(
    'is put into lists, where HubSpot traces nobody (%s)',
    async (how) => {
      const { state } = server;
      const destination = server.plugin({ lists: true }).destinations[0];
      state.behaviours = [
        (response, taken) => {
          if (!taken.target.includes('/batch/up')) return server.asItIs(response, taken);
          const [status, body] = server.answerOf(taken) as [number, { results: Record<string, unknown>[] }];
          // In another order than was asked.
          const results = body.results.toReversed().map(({ id, properties }) => {
            return how === 'not at all' ? { properties: {} } : { id, properties };
          });
          return answering(status, { ...body, results })(response, taken);
        },
      ];
      server.add({ email: 'eva@example.com' });
      const people = how === 'by record' ? [{ anonymousId: 'hubspot-101' }] : [ana, { userId: 'Ben@example.com' }];
      const updates = people.map((person, index) => ({ person, traits: {}, segments: [`s${index}`] }));
      expect(await destination.write(updates, { abort })).toEqual(people.map(() => undefined));
      const idOf = (email: string) => server.find(email, 'email')?.id;
      const expected = how === 'by record' ? [['101']] : [[idOf('ana@example.com')], [idOf('ben@example.com')]];
      expect([...state.lists.values()].map(({ members }) => [...members])).toEqual(expected);
    },
  );

  it('is told of each, where HubSpot refuses one and traces nobody', async () => {
    const { state } = server;
    state.behaviours = [
      (response, taken) => {
        const [status, body] = server.answerOf(taken) as [number, Record<string, object[]>];
        const untraced = (list: object[] = []) => list.map((each) => ({ ...each, objectWriteTraceId: undefined }));
        const plain = taken.target.includes('/batch/up') ? { ...body, results: untraced(body.results) } : body;
        answering(status, plain)(response, taken);
      },
    ];
    const people = ['ana', 'refused', 'Ben'].map((name) => ({ userId: `${name}@example.com` }));
    const updates = people.map((person) => ({ person, traits: { plan: 'pro' }, segments: [] }));
    const words = await server.plugin().destinations[0].write(updates, { abort });
    expect(words.map((word) => word?.details?.because)).toEqual([undefined, 'VALIDATION_ERROR', undefined]);
  });

  it('is not taken as written where HubSpot tells less than it was asked', async () => {
    const { state } = server;
    const destination = server.plugin().destinations[0];
    await destination.write([{ person: ana, traits: {}, segments: ['vip'] }], { abort });
    state.behaviours = [answering(200, { status: 'COMPLETE', results: [] })];
    const [word] = await destination.write([{ person: ana, traits: {}, segments: [] }], { abort });
    expect(word).toMatchObject({ code: 'SINTONIA_PLATFORM_TRANSIENT', details: { maybeTaken: true } });
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
    await server.plugin().erase({ anonymousId: 'hubspot-103' });
    await server.plugin({ idProperty: 'customer' }).erase({ userId: 'u-2' });
    await server.plugin().erase({ anonymousId: 'a-visitor' });
    // Who is erased may come back, and who was never there may come.
    expect([...server.blocked]).toEqual([]);
    expect(await server.plugin().export(ana)).toBeNull();
  });

  it('are deleted once, however often that is asked for at once', async () => {
    const { id } = server.add({ email: 'ana@example.com' });
    const plugin = server.plugin();
    const again = Array.from({ length: 100 }, () => [
      plugin.erase(ana),
      plugin.erase({ anonymousId: `hubspot-${id}` }),
    ]);
    await Promise.all(again.flat());
    const deletions = server.requests.filter(({ target }) => target.endsWith('/gdpr-delete'));
    expect(deletions.map(({ body }) => body)).toEqual([{ objectId: id }]);
  });

  it('are deleted at the next try, where HubSpot could not', async () => {
    server.add({ email: 'ana@example.com' });
    const plugin = server.plugin();
    server.state.behaviours = [server.asItIs, answering(401), server.asItIs];
    await expect(plugin.erase(ana)).rejects.toMatchObject({ code: 'SINTONIA_PLATFORM_UNAUTHORISED' });
    await plugin.erase(ana);
    expect(server.contacts.size).toBe(0);
  });

  it('are shown without anything being made for it', async () => {
    server.add({ email: 'ana@example.com' });
    expect(await server.plugin().export(ana)).toMatchObject({ id: '101' });
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(server.groups.size).toBe(0);
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
