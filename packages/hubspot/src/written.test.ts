import type { JsonValue } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { hubspotOfEachTest } from './each-test.fixture.js';
import { answering, type HubSpotServer } from './hubspot-server.fixture.js';

const { signal: abort } = new AbortController();
const ana = { userId: 'ana@example.com' };
const hubspot = hubspotOfEachTest();

describe('what is written', () => {
  const write = (options: Parameters<HubSpotServer['plugin']>[0], ...updates: { userId?: string; traits?: object }[]) =>
    hubspot.server.plugin(options).destinations[0].write(
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
    const { properties = {} } = hubspot.server.find('ana@example.com', 'email') ?? {};
    expect(Object.values(properties).toSorted()).toEqual(
      ['1', '1767225600000', '5', ';vip;', '[1]', 'ana@example.com', 'mine', 'pro'].toSorted(),
    );
    expect(hubspot.server.properties.get('sintonia_total')).toMatchObject({ type: 'number', groupName: 'sintonia' });
    expect(await write({}, ana)).toEqual([undefined]);
    expect(Object.values(properties).filter((value) => value !== '')).toEqual(['ana@example.com']);
    expect(hubspot.server.requests.filter(({ target }) => target.endsWith('/groups'))).toHaveLength(1);
  });

  it('makes nobody a contact of whom nothing is left, who is a visitor, or where that is not wanted', async () => {
    expect(await write({}, ana, {})).toEqual([undefined, undefined]);
    const [word] = await write({ create: false }, { ...ana, traits: { plan: 'pro' } });
    expect(word).toMatchObject({ code: 'SINTONIA_PLATFORM_REJECTED', details: { because: 'OBJECT_NOT_FOUND' } });
    expect(hubspot.server.contacts.size).toBe(0);
    const [noAddress] = await write({}, { userId: 'u-1', traits: { plan: 'pro' } });
    expect(noAddress?.details).toEqual({ because: 'NO_CONTACT_KEY' });
  });

  it('is written once a property of ours that was removed by hand is made again, and asked for no more than once', async () => {
    const destination = hubspot.server.plugin().destinations[0];
    const updates = Array.from({ length: 100 }, (_, index) => {
      return { person: { userId: `p${index}@example.com` }, traits: { plan: 'pro' }, segments: [] };
    });
    await destination.write(updates, { abort });
    const { properties, state, find } = hubspot.server;
    for (const isWhole of [false, true]) {
      properties.delete('sintonia_plan');
      for (const { properties: own } of hubspot.server.contacts.values()) delete own.sintonia_plan;
      // HubSpot says it of each, or refuses the batch as a whole.
      if (isWhole) state.behaviours = [answering(400, { category: 'VALIDATION_ERROR' }), hubspot.server.asItIs];
      const before = hubspot.server.requests.length;
      expect((await destination.write(updates, { abort })).filter((word) => word !== undefined)).toEqual([]);
      expect(hubspot.server.requests.length - before).toBe(5);
      expect(find('p99@example.com', 'email')?.properties.sintonia_plan).toBe('pro');
    }
  });

  it.each(['by property', 'by record', 'not at all'])(
    'is put into lists, where HubSpot traces nobody (%s)',
    async (how) => {
      const { state } = hubspot.server;
      const destination = hubspot.server.plugin({ lists: true }).destinations[0];
      state.behaviours = [
        (response, taken) => {
          if (!taken.target.includes('/batch/up')) return hubspot.server.asItIs(response, taken);
          const [status, body] = hubspot.server.answerOf(taken) as [number, { results: Record<string, unknown>[] }];
          // In another order than was asked.
          const results = body.results.toReversed().map(({ id, properties }) => {
            return how === 'not at all' ? { properties: {} } : { id, properties };
          });
          return answering(status, { ...body, results })(response, taken);
        },
      ];
      hubspot.server.add({ email: 'eva@example.com' });
      const people = how === 'by record' ? [{ anonymousId: 'hubspot-101' }] : [ana, { userId: 'Ben@example.com' }];
      const updates = people.map((person, index) => ({ person, traits: {}, segments: [`s${index}`] }));
      expect(await destination.write(updates, { abort })).toEqual(people.map(() => undefined));
      const idOf = (email: string) => hubspot.server.find(email, 'email')?.id;
      const expected = how === 'by record' ? [['101']] : [[idOf('ana@example.com')], [idOf('ben@example.com')]];
      expect([...state.lists.values()].map(({ members }) => [...members])).toEqual(expected);
    },
  );

  it('is told of each, where HubSpot refuses one and traces nobody', async () => {
    const { state } = hubspot.server;
    state.behaviours = [
      (response, taken) => {
        const [status, body] = hubspot.server.answerOf(taken) as [number, Record<string, object[]>];
        const untraced = (list: object[] = []) => list.map((each) => ({ ...each, objectWriteTraceId: undefined }));
        const plain = taken.target.includes('/batch/up') ? { ...body, results: untraced(body.results) } : body;
        answering(status, plain)(response, taken);
      },
    ];
    const people = ['ana', 'refused', 'Ben'].map((name) => ({ userId: `${name}@example.com` }));
    const updates = people.map((person) => ({ person, traits: { plan: 'pro' }, segments: [] }));
    const words = await hubspot.server.plugin().destinations[0].write(updates, { abort });
    expect(words.map((word) => word?.details?.because)).toEqual([undefined, 'VALIDATION_ERROR', undefined]);
  });

  it('is not taken as written where HubSpot tells less than it was asked', async () => {
    const { state } = hubspot.server;
    const destination = hubspot.server.plugin().destinations[0];
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
    const { plugin, state } = hubspot.server;
    const destination = plugin().destinations[0];
    const isBad = (body: { inputs?: { id: string }[] }) => body?.inputs?.some(({ id }) => id === 'p37@example.com');
    await write({}, { ...ana, traits: { plan: 'x' } });
    state.behaviours = [
      (response, { method, body }) => {
        if (method === 'GET')
          return answering(200, { results: [...hubspot.server.properties.values()] })(response, {} as never);
        if (isBad(body))
          return answering(400, { category: 'VALIDATION_ERROR', message: 'p37@example.com' })(response, {} as never);
        const results = (body.inputs ?? []).map(({ objectWriteTraceId }: { objectWriteTraceId: string }) => ({
          objectWriteTraceId,
        }));
        return answering(200, { results })(response, {} as never);
      },
    ];
    const before = hubspot.server.requests.length;
    const updates = people.map(({ userId, traits }) => ({ person: { userId }, traits, segments: [] }));
    const words = await destination.write(updates, { abort });
    expect(words.flatMap((word, index) => (word === undefined ? [] : [index]))).toEqual([37]);
    expect(JSON.stringify([words[37], words[37]?.message])).not.toContain('p37');
    expect(hubspot.server.requests.length - before).toBeLessThan(20);
  });
});
