import { compileRule, type Rule } from '@sintonia/rules';
import { type Engine, HOUR, personOf, type Signal } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { storeLike, testEngine } from '../test-engine.fixture.js';

const rule = (condition: object) => ({ language: 1, rule: condition }) as Rule;
/** One of every kind; each after those that it refers to. */
const segments = {
  often: rule({ performed: 'Order Completed', atLeast: 2, within: '3h' }),
  seldom: rule({ performed: 'Order Completed', atMost: 1, within: '5h' }),
  thrice: rule({ performed: 'Product Viewed', exactly: 3 }),
  cheap: rule({ performed: 'Order Completed', where: [{ signal: 'value', atMost: 1 }], within: '2h' }),
  bought: rule({
    sequence: [{ performed: 'Product Viewed' }, { performed: 'Order Completed' }],
    span: '2h',
    within: '6h',
  }),
  away: rule({ age: 'lastSeen', atLeast: '4h' }),
  worth: rule({ measure: 'revenue', atLeast: 4 }),
  paying: rule({ trait: 'plan', is: 'paid' }),
  guest: rule({ inList: 'guests' }),
  mixed: rule({ any: [{ all: [{ inSegment: 'often' }, { not: { inSegment: 'paying' } }] }, { inSegment: 'away' }] }),
  rest: rule({ not: { inSegment: 'mixed' } }),
};
type Step =
  | { readonly collect: readonly { type: string; ago: number; value: number; person: string; id: number }[] }
  | { readonly plan: 'paid' | 'free'; readonly person: string }
  | { readonly isGuest: boolean; readonly person: string }
  | { readonly wait: number }
  | { readonly tick: true };

const person = fc.constantFrom('ana', 'ben');
const halfHours = fc.integer({ min: 0, max: 8 }).map((count) => (count * HOUR) / 2);
const signal = fc.record({
  type: fc.constantFrom('Product Viewed', 'Order Completed'),
  ago: halfHours,
  value: fc.integer({ min: 0, max: 3 }),
  person,
  id: fc.integer({ min: 0, max: 40 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ collect: fc.array(signal, { minLength: 1, maxLength: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ plan: fc.constantFrom('paid', 'free'), person }) },
  { weight: 1, arbitrary: fc.record({ isGuest: fc.boolean(), person }) },
  { weight: 3, arbitrary: fc.record({ wait: halfHours }) },
  { weight: 2, arbitrary: fc.constant({ tick: true as const }) },
);
const plans = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), step), { maxLength: 25 });

async function membersOf(engine: Engine): Promise<Record<string, readonly string[]>> {
  const pages = Object.keys(segments).map(async (name) => {
    const { members } = await engine.segments.membersOf(name);
    return [name, members.map(personOf)] as const;
  });
  return Object.fromEntries(await Promise.all(pages));
}

it('memberships that were kept are those that the whole history gives at that moment, whatever came how and when', async () => {
  const law = fc.asyncProperty(plans, async (plan) => {
    const store = memoryStore();
    const one = await testEngine({ store: storeLike(store), segments });
    const two = await testEngine({ store: storeLike(store), segments, clock: one.testClock });
    const engines = [one.engine, two.engine] as const;
    const told = new Map(['ana', 'ben'].map((id) => [id, new Set<string>()]));
    for (const engine of engines) {
      engine.on('membership', ({ person: id, segment, change }) => {
        const theirs = told.get(id) as Set<string>;
        // Nobody enters where they are, nor leaves where they are not: each change is told once.
        expect(theirs.has(segment)).toBe(change === 'left');
        if (change === 'entered') theirs.add(segment);
        else theirs.delete(segment);
      });
    }
    for (const userId of told.keys()) await one.engine.identify({ userId });
    const signals = new Map<string, Signal>();
    const guests = new Set<string>();
    for (const [which, next] of plan) {
      const engine = engines[which] as Engine;
      const now = one.testClock.now();
      if ('wait' in next) one.testClock.advance(next.wait);
      else if ('tick' in next) await Promise.all(engines.map((each) => each.tick()));
      else if ('plan' in next) await engine.identify({ userId: next.person, traits: { plan: next.plan } });
      else if ('isGuest' in next) {
        const { isGuest, person: userId } = next;
        await engine.segments[isGuest ? 'addToList' : 'removeFromList']('guests', [{ userId }]);
        guests[isGuest ? 'add' : 'delete'](userId);
      } else {
        const taken = next.collect.map(({ ago, person: userId, id, ...rest }) => ({
          ...{ id: `s${id}`, userId, timestamp: now - ago },
          ...rest,
        }));
        // Both at once, where there are several, so that they meet.
        await Promise.all([engine.collect(taken), engines[1 - which]?.collect(taken.slice(0, 1))]);
        for (const { userId, ...each } of taken) {
          if (!signals.has(each.id)) signals.set(each.id, { ...each, person: userId, receivedAt: now });
        }
      }
    }
    await two.engine.tick();

    const now = one.testClock.now();
    const expected: Record<string, string[]> = Object.fromEntries(Object.keys(segments).map((name) => [name, []]));
    for (const userId of ['ana', 'ben']) {
      const history = [...signals.values()].filter((each) => each.person === userId);
      const profile = await one.engine.profileOf({ userId });
      const found = new Set<string>();
      const lists = new Set(guests.has(userId) ? ['guests'] : []);
      for (const [name, each] of Object.entries(segments)) {
        if (!compileRule(each).matches({ now, profile, signals: history, segments: found, lists })) continue;
        found.add(name);
        expected[name]?.push(userId);
      }
      const { memberships } = await two.engine.segmentsOf({ userId });
      expect(new Set(memberships.map(({ segment }) => segment))).toEqual(found);
      expect(told.get(userId)).toEqual(found);
    }
    expect(await membersOf(one.engine)).toEqual(expected);
    expect([...one.errors, ...two.errors]).toEqual([]);
    await Promise.all(engines.map((engine) => engine.close()));
  });
  await fc.assert(law, { numRuns: process.env.SINTONIA_DEEP ? 2_000 : 40 });
});
