import { DAY, HOUR, type Interaction, type JsonObject, type Profile, type Signal } from '@sintonia/spec';
import { fitContext, generateInteractions, recommenderSuite } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GroupedPopularOptions, GroupedPopularRecommender } from './grouped-popular-recommender.js';
import { popular } from './popular.js';
import { PopularRecommender } from './popular-recommender.js';

recommenderSuite('popularity by country', {
  create: () => new GroupedPopularRecommender({ by: [{ context: 'country' }] }),
});
recommenderSuite('popularity by hour', {
  create: () => new GroupedPopularRecommender({ by: [{ hourOfWeek: 'UTC' }] }),
});

/** A Thursday, midnight. */
const NOW = Date.UTC(2026, 0, 1);

interface Taking {
  readonly person: string;
  readonly itemId: string;
  readonly at?: number;
  readonly weight?: number;
  readonly context?: JsonObject;
}

function streams(takings: readonly Taking[], profiles: readonly Profile[] = []) {
  const type = 'Order Completed';
  return {
    now: NOW,
    profiles,
    signals: takings.map(
      ({ person, itemId, at = NOW, context }, index): Signal => ({
        ...{ id: `s${index}`, type, person, itemId, timestamp: at, receivedAt: at },
        ...(context && { context }),
      }),
    ),
    interactions: takings.map(
      ({ person, itemId, at = NOW, weight = 1 }): Interaction => ({
        ...{ person, itemId, type, weight, timestamp: at },
      }),
    ),
  };
}

const profileOf = (person: string, traits: JsonObject): Profile => ({
  ...{ person, anonymousIds: [], counts: {}, revenue: 0, computed: {} },
  traits: traits as Profile['traits'],
});

async function fitted(options: GroupedPopularOptions, ...given: Parameters<typeof streams>) {
  const recommender = new GroupedPopularRecommender(options);
  const report = await recommender.fit(fitContext(streams(...given)));
  const list = (request: object = {}) =>
    recommender.recommend({ person: 'ana', history: [], limit: 9, allows: () => true, now: NOW, ...request });
  const ids = (request?: object) =>
    list(request)
      .map(({ itemId }) => itemId)
      .join(' ');
  return { recommender, report, list, ids };
}

/** So many people of a country who took an item. */
const people = (count: number, country: string, itemId: string): Taking[] =>
  Array.from({ length: count }, (_, at) => ({ person: `${country}-${at}`, itemId, context: { country } }));
const world = [...people(30, 'ES', 'jamón'), ...people(40, 'DE', 'brezel'), ...people(9, 'IT', 'pasta')];
const by = [{ context: 'country' }] as const;

describe('popularity by a fact of the moment', () => {
  it('is that of the group, in people, drawn towards everybody’s', async () => {
    const { list, ids, report } = await fitted({ by, priorTakings: 30 }, world);
    expect(report.details).toEqual({ groups: { country: 2 } });
    expect(ids({ context: { country: 'ES' } })).toBe('jamón brezel pasta');
    // 79 · (30 + 30 · 30 / 79) / (30 + 30)
    const [best] = list({ context: { country: 'ES' } });
    expect(best?.score).toBeCloseTo((79 * (30 + (30 * 30) / 79)) / 60, 10);
    expect(best?.reasons).toEqual([
      { kind: 'popular', people: 30, among: 'country: ES', contribution: expect.closeTo((79 * 30) / 60, 10) },
      { kind: 'popular', people: 30, contribution: expect.closeTo(15, 10) },
    ]);
  });

  it('needs ten people for a group: fewer, an unknown one, or none get everybody’s, to the bit', async () => {
    const { list } = await fitted({ by }, world);
    const plain = new PopularRecommender();
    await plain.fit(fitContext(streams(world)));
    const everybodys = plain.recommend({ person: 'ana', history: [], limit: 9, allows: () => true, now: NOW });
    for (const context of [undefined, {}, { country: 'IT' }, { country: '__proto__' }, { country: ['ES'] }]) {
      expect(list(context && { context })).toEqual(everybodys);
    }
  });

  it('does not count who gave it back, and counts a person once', async () => {
    const returned = [
      ...people(12, 'ES', 'lamp'),
      ...people(12, 'ES', 'lamp').map((each) => ({ ...each, weight: -2 })),
    ];
    const { list } = await fitted({ by, priorTakings: 30 }, [...world, ...returned, ...people(30, 'ES', 'jamón')]);
    expect(list({ context: { country: 'ES' } }).map(({ itemId }) => itemId)).not.toContain('lamp');
    expect(list({ context: { country: 'ES' } })[0]?.reasons).toContainEqual(expect.objectContaining({ people: 30 }));
  });

  it('has scores that fall and reasons that add up, whoever asks', async () => {
    const taking = fc.record({
      person: fc.integer({ min: 0, max: 60 }).map(String),
      itemId: fc.constantFrom(...'abcdefgh'),
      at: fc.integer({ min: NOW - 200 * DAY, max: NOW }),
      context: fc.constantFrom({}, { country: 'ES' }, { country: 'DE' }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(taking, { minLength: 50, maxLength: 200 }), async (takings) => {
        const { list } = await fitted({ by: [...by, { hourOfWeek: 'UTC' }], priorTakings: 5 }, takings);
        for (const country of ['ES', 'DE', 'FR']) {
          const candidates = list({ context: { country } });
          const scores = candidates.map(({ score }) => score);
          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
          expect(new Set(candidates.map(({ itemId }) => itemId)).size).toBe(
            new Set(takings.map((each) => each.itemId)).size,
          );
          for (const { score, reasons } of candidates) {
            expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 8);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

it('by hour of the week: mornings are not evenings', async () => {
  const at = (hour: number, itemId: string) =>
    Array.from({ length: 20 }, (_, person) => ({ person: `p${person}`, itemId, at: NOW + hour * HOUR - 7 * DAY }));
  const { ids, recommender } = await fitted({ by: [{ hourOfWeek: 'UTC' }], priorTakings: 1 }, [
    ...at(8, 'news'),
    ...at(21, 'film'),
  ]);
  expect(recommender).toMatchObject({ impersonal: true, needs: [] });
  expect(ids({ now: NOW + 8.5 * HOUR })).toBe('news film');
  expect(ids({ now: NOW + 21.5 * HOUR })).toBe('film news');
  const madrid = await fitted(
    { by: [{ hourOfWeek: 'person' }], priorTakings: 1 },
    [...at(8, 'news'), ...at(21, 'film')],
    [...Array.from({ length: 20 }, (_, person) => profileOf(`p${person}`, { timezone: 'Europe/Madrid' }))],
  );
  expect(madrid.recommender).toMatchObject({ impersonal: false, needs: ['profile'] });
  expect(madrid.ids({ now: NOW + 9.5 * HOUR })).toBe('news film');
  expect(madrid.ids({ now: NOW + 20.5 * HOUR, profile: profileOf('ana', { timezone: 'Europe/Madrid' }) })).toBe(
    'film news',
  );
  expect(madrid.ids({ now: NOW + 20.5 * HOUR, profile: profileOf('ana', {}) })).toBe('film news');
});

describe('popularity by what is known of the person', () => {
  const known = Array.from({ length: 40 }, (_, at) => profileOf(`p${at}`, { plan: at % 2 ? 'pro' : 'free', age: at }));
  const takings = known.map(({ person, traits }) => ({ person, itemId: traits.plan === 'pro' ? 'drill' : 'nail' }));

  it('goes by a trait', async () => {
    const { ids, recommender } = await fitted({ by: [{ trait: 'plan' }] }, takings, known);
    expect(recommender).toMatchObject({ impersonal: false, needs: ['profile'] });
    expect(ids({ profile: known[0] })).toBe('nail drill');
    expect(ids({ profile: known[1] })).toBe('drill nail');
  });

  it('goes by a segment that you make of a profile', async () => {
    const groupOf = ({ traits }: Profile) => (Number(traits.age) % 2 ? 'odd' : 'even');
    const { ids, list } = await fitted({ by: [{ name: 'parity', groupOf }] }, takings, known);
    expect(ids({ profile: known[1] })).toBe('drill nail');
    expect(list({ profile: known[1] })[0]?.reasons).toContainEqual(expect.objectContaining({ among: 'parity: odd' }));
  });

  it('stands beside what is popular with all, for who does not agree', () => {
    const plugins = [popular({ by: [{ trait: 'plan' }], halfLifeDays: 7 }), popular()];
    expect(
      plugins.map(({ name, recommenders = [] }) => [name, ...recommenders.map((each) => each.impersonal)]),
    ).toEqual([
      ['popular-by-group', false],
      ['popular', true],
    ]);
  });
});

it('comes back from its bytes; those of other groupings are refused', async () => {
  const { recommender, list } = await fitted({ by }, world);
  const again = new GroupedPopularRecommender({ by });
  again.restore(recommender.snapshot() as Uint8Array);
  expect(again.snapshot()).toEqual(recommender.snapshot());
  const asked = { person: 'ana', history: [], limit: 9, allows: () => true, now: NOW, context: { country: 'ES' } };
  expect(again.recommend(asked)).toEqual(list(asked));
  const other = new GroupedPopularRecommender({ by: [{ context: 'device' }] });
  expect(() => other.restore(recommender.snapshot() as Uint8Array)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_SNAPSHOT_INVALID' }),
  );
});

it('learns from interactions whose signals are not there, and from a shop that generates them', async () => {
  const recommender = new GroupedPopularRecommender({ by });
  const interactions = [...generateInteractions({ seed: 3 })];
  expect((await recommender.fit(fitContext({ interactions }))).outcome).toBe('fitted');
  expect((await recommender.fit(fitContext())).outcome).toBe('insufficientData');
});

it.each<[unknown, string]>([
  [{ by: [] }, 'by'],
  [{ by: 'country' }, 'by'],
  [{ by: [{}] }, 'by[0].name'],
  [{ by: [{ context: '' }] }, 'by[0].context'],
  [{ by: [{ context: 'a', trait: 'b' }] }, 'by[0].trait'],
  [{ by: [{ hourOfWeek: 'Mars/Base' }] }, 'by[0].hourOfWeek'],
  [{ by: [{ name: 'x', groupOf: 3 }] }, 'by[0].groupOf'],
  [{ by: [{ context: 'a' }, { trait: 'a' }] }, 'by[1]'],
  [{ by: [{ context: 'a' }], priorTakings: 0 }, 'priorTakings'],
  [{ by: [{ context: 'a' }], halflife: 3 }, 'halflife'],
])('refuses %j', (options, field) => {
  expect(() => popular(options as never)).toThrow(expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }));
});
