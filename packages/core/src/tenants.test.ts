import type { Store } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { learner } from './models/learner.fixture.js';
import { memoryStore } from './store/memory-store.js';
import { hello, storeLike, testEngine } from './test-engine.fixture.js';

/** One thing that a tenant does, told by numbers, so that both tenants use the very same ids. */
type Step = readonly [tenant: 'a' | 'b', what: (typeof WHAT)[number], person: number, number: number];

const WHAT = [
  'collect',
  'collect',
  'collect',
  'identify',
  'merge',
  'grant',
  'withdraw',
  'send',
  'send',
  'item',
  'list',
  'fit',
  'tick',
  'erase',
  'wait',
] as const;

const steps = fc.array(
  fc.tuple(
    fc.constantFrom<'a' | 'b'>('a', 'b'),
    fc.constantFrom(...WHAT),
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 3 }),
  ),
  { minLength: 10, maxLength: 60 },
);

async function tenant(name: string, store: Store) {
  const { engine, mailbox, testClock } = await testEngine({
    tenant: name,
    store: storeLike(store),
    plugins: [learner().plugin],
    campaigns: { hello },
    segments: {
      buyers: { language: 1, rule: { performed: 'Order Completed', atLeast: 1 } },
      listed: { language: 1, rule: { inList: 'vip' } },
    },
    frequencyCap: { messages: 2, days: 7 },
  } as never);
  const act = async ([, what, person, number]: Step): Promise<unknown> => {
    const userId = `person-${person}`;
    const itemId = `item-${number}`;
    switch (what) {
      case 'collect':
        return engine.collect({
          id: `signal-${person}-${number}`,
          type: 'Order Completed',
          userId,
          itemId,
          timestamp: 1e12,
        });
      case 'identify':
        return engine.identify({ userId, traits: { email: `${userId}@example.com`, plan: itemId } });
      case 'merge':
        return engine.identify({ userId, anonymousId: `device-${number}` });
      case 'grant':
        return engine.privacy.grant({ userId, purposes: ['marketing'] });
      case 'withdraw':
        return engine.privacy.withdraw({ userId, purposes: ['marketing', 'personalisation'] });
      case 'send':
        return engine.send({ userId, campaign: 'hello', occasion: itemId });
      case 'item':
        return engine.catalog.put([{ itemId, title: `${itemId} of ${person}` } as never]);
      case 'list':
        return engine.segments.addToList('vip', [{ userId }]);
      case 'fit':
        return engine.fit();
      case 'tick':
        return engine.tick();
      case 'erase':
        return engine.privacy.erase({ userId });
      case 'wait':
        testClock.advance(3_600_000);
        return undefined;
    }
  };
  const seen = async () => {
    const people = [];
    for (const person of ['person-0', 'person-1', 'person-2']) {
      const { entries: _, ...personal } = await engine.privacy.export({ userId: person });
      people.push(
        personal,
        await engine.profileOf({ userId: person }),
        await engine.segmentsOf({ userId: person }),
        (await engine.recommend({ userId: person })).picks,
        await engine.privacy.stateAt({ userId: person }),
        await engine.decide({ userId: person, campaign: 'hello' }),
      );
    }
    const models = (await engine.models.list()).map(({ active }) => active?.signals);
    return {
      people,
      models,
      size: await engine.catalog.size(),
      listed: await engine.segments.sizeOf('listed'),
      sent: mailbox.messages,
    };
  };
  return { act: (step: Step) => act(step).catch((error) => ({ code: error.code, field: error.field })), seen };
}

/** What each tenant was answered, and sees in the end. */
async function play(all: readonly Step[], storeOf: (name: string) => Store) {
  const tenants = { a: await tenant('a', storeOf('a')), b: await tenant('b', storeOf('b')) };
  const answers = { a: [] as unknown[], b: [] as unknown[] };
  for (const step of all) answers[step[0]].push(await tenants[step[0]].act(step));
  return { answers, a: await tenants.a.seen(), b: await tenants.b.seen() };
}

it('two tenants of one store, with the very same ids, are to each other as on stores of their own', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const shared = memoryStore();
      const apart = { a: memoryStore(), b: memoryStore() };
      const together = await play(all, () => shared);
      expect(together).toEqual(await play(all, (name) => apart[name as 'a' | 'b']));
    }),
    { numRuns: 25 },
  );
});

it('and a store that mixes them up is found out', async () => {
  const shared = memoryStore();
  const mixing = storeLike(shared, {
    list: (query) => shared.list(query.collection === 'item' ? { ...query, tenant: 'a' } : query),
  });
  const all: Step[] = [
    ['a', 'item', 0, 0],
    ['a', 'item', 0, 1],
    ['b', 'item', 0, 2],
  ];
  const apart = memoryStore();
  expect(await play(all, () => mixing)).not.toEqual(await play(all, (name) => (name === 'a' ? shared : apart)));
});
