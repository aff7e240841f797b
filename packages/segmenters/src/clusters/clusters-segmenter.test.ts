import { DAY, type FitReport, type JsonObject, type Profile } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { NOW } from '../asking.fixture.js';
import { clusters } from './clusters.js';
import type { ClustersOptions } from './clusters-options.js';
import { ClustersSegmenter } from './clusters-segmenter.js';

interface Known {
  readonly revenue?: number;
  readonly ago?: number;
  readonly traits?: Profile['traits'];
  readonly computed?: Profile['computed'];
  readonly counts?: Readonly<Record<string, number>>;
}

function person({ revenue = 0, ago, traits = {}, computed = {}, counts = {} }: Known): Profile {
  const seen = ago === undefined ? {} : { firstSeenAt: NOW - 400 * DAY, lastSeenAt: NOW - ago * DAY };
  return { person: 'ana', anonymousIds: [], traits, computed, counts, revenue, ...seen };
}

const people = (count: number, known: (at: number) => Known) =>
  Array.from({ length: count }, (_, at) => person(known(at)));

/** Half buy little and were here a while ago; some buy much, and just did; some came once for nothing, long ago. */
const shop = [
  ...people(100, (at) => ({ revenue: 40 + (at % 20), ago: 50 + (at % 30) })),
  ...people(60, (at) => ({ revenue: 3_000 + 40 * (at % 25), ago: 1 + (at % 4) })),
  ...people(40, (at) => ({ revenue: 0, ago: 300 + at })),
];

const listOf = ({ details }: FitReport, name: string) => (details?.[name] ?? []) as readonly JsonObject[];

const both: ClustersOptions = { measures: { revenue: 'revenue', recency: 'recency' } };

async function learnt(profiles: readonly Profile[], options: ClustersOptions = both, seed = 1) {
  const segmenter = new ClustersSegmenter(options);
  const report = await segmenter.fit(fitContext({ now: NOW, seed, profiles }));
  const assign = (profile: Profile) =>
    segmenter.assign({ profile, history: { signals: [], interactions: [] }, now: NOW });
  return { segmenter, report, assign, segmentOf: (known: Known) => assign(person(known))[0]?.segment };
}

describe('clusters', () => {
  it('are found and named by what distinguishes them', async () => {
    const { segmentOf, report } = await learnt(shop);
    expect(segmentOf({ revenue: 3_500, ago: 2 })).toBe('high revenue, low recency');
    expect(segmentOf({ revenue: 0, ago: 320 })).toBe('low revenue, high recency');
    expect(segmentOf({ revenue: 45, ago: 60 })).toBe('typical');
    expect(report).toMatchObject({ people: 200, outcome: 'fitted' });
    expect(listOf(report, 'clusters').map(({ segment, share }) => [segment, share])).toEqual([
      ['typical', 0.5],
      ['high revenue, low recency', 0.3],
      ['low revenue, high recency', 0.2],
    ]);
  });

  it('say why, and how sure they are', async () => {
    const { assign } = await learnt(shop, { ...both, currency: 'EUR' });
    expect(assign(person({ revenue: 3_500, ago: 2 }))).toEqual([
      {
        segment: 'high revenue, low recency',
        confidence: expect.closeTo(1, 3),
        reasons: [
          { measure: 'revenue', value: 3_500, unit: 'EUR', band: 'high' },
          { measure: 'recency', value: 2, unit: 'days', band: 'low' },
        ],
      },
    ]);
    const onTheWay = Array.from({ length: 1_000 }, (_, at) => {
      const known = { revenue: 3_500 * (45 / 3_500) ** (at / 1_000), ago: 2 * 30 ** (at / 1_000) };
      return assign(person(known))[0]?.confidence ?? 1;
    });
    expect(Math.min(...onTheWay)).toBeGreaterThan(0.4);
    expect(Math.min(...onTheWay)).toBeLessThan(0.8);
  });

  it('keep their names, whatever the seed and the order of people', async () => {
    const names = async (profiles: readonly Profile[], seed: number) => {
      const { report } = await learnt(profiles, both, seed);
      return listOf(report, 'clusters').map(({ segment }) => segment);
    };
    const first = await names(shop, 1);
    expect(await names(shop.toReversed(), 7)).toEqual(first);
    expect(
      await names(
        shop.filter((_, at) => at % 3 > 0),
        3,
      ),
    ).toEqual(first);
  });

  it('are the same to the byte for the same seed', async () => {
    const [one, other] = [await learnt(shop), await learnt(shop)];
    expect(one.segmenter.snapshot()).toEqual(other.segmenter.snapshot());
  });

  it('read traits, told and computed, and count signals', async () => {
    const measures = { age: { trait: 'age' }, member: { trait: 'member' }, orders: { count: 'Order Completed' } };
    const profiles = [
      ...people(30, (at) => ({ traits: { age: 20 + (at % 5), member: false }, ago: 1 })),
      ...people(30, (at) => ({
        traits: { age: 60 + (at % 5) },
        computed: { member: true },
        counts: { 'Order Completed': 30 + at },
        ago: 1,
      })),
    ];
    const { segmentOf } = await learnt(profiles, { measures });
    const regular = { traits: { age: 62 }, computed: { member: true }, counts: { 'Order Completed': 40 }, ago: 1 };
    expect(segmentOf(regular)).toMatch(/^high /);
    expect(segmentOf({ traits: { age: 20, member: false }, ago: 1 })).toMatch(/^low /);
  });

  it('put what is not known in the middle, and nobody of whom nothing is known anywhere', async () => {
    const measures = { age: { trait: 'age' }, size: { trait: 'size' } };
    const profiles = people(60, (at) => ({ traits: at % 2 ? { age: 20, size: 1 } : { age: 60, size: 5 } }));
    const { assign, segmentOf } = await learnt(profiles, { measures });
    const [membership] = assign(person({ traits: { age: 60, size: Number.NaN } }));
    expect(membership).toMatchObject({ segment: 'high age, high size' });
    expect(membership?.reasons).toContainEqual({ measure: 'size', value: null, band: 'high' });
    expect(segmentOf({})).toBeUndefined();
    expect(segmentOf({ traits: { age: 'old', size: null } })).toBeUndefined();
  });

  it('are not moved by one who is beyond all measure', async () => {
    const { segmentOf } = await learnt([
      ...shop,
      person({ revenue: 1e15, ago: 0 }),
      person({ revenue: -1e15, ago: 0 }),
    ]);
    expect(segmentOf({ revenue: 3_500, ago: 2 })).toBe('high revenue, low recency');
  });

  it('can be found in one measure: at most three', async () => {
    const { report } = await learnt(shop, { measures: { revenue: 'revenue' }, to: 20 });
    expect(listOf(report, 'silhouettes').map(({ clusters }) => clusters)).toEqual([2, 3]);
  });

  it('may be of a trait named __proto__', async () => {
    const measures = JSON.parse('{ "__proto__": { "trait": "__proto__" }, "recency": "recency" }');
    const { report, segmentOf } = await learnt(shop, { measures });
    expect(report.outcome).toBe('fitted');
    expect(segmentOf({ revenue: 1, ago: 320 })).toBe('high recency');
  });

  it.each([
    ['three people', shop.slice(0, 3), '50 people'],
    ['people all alike', people(80, () => ({ revenue: 5, ago: 3 })), 'people who differ'],
    ['people of whom nothing is known', people(80, () => ({})), '50 people'],
  ])('are not made up of %s', async (_, profiles, lacks) => {
    const { segmenter, report, segmentOf } = await learnt(profiles);
    expect(report).toMatchObject({ outcome: 'insufficientData', details: { lacks } });
    expect(segmentOf({ revenue: 5, ago: 3 })).toBeUndefined();
    expect(segmenter.snapshot()).toBeUndefined();
  });

  it('refuse a snapshot of other measures', async () => {
    const { segmenter } = await learnt(shop);
    const bytes = segmenter.snapshot() as Uint8Array;
    const other = new ClustersSegmenter({ measures: { revenue: 'revenue', recency: 'tenure' } });
    expect(() => other.restore(bytes)).toThrow(expect.objectContaining({ code: 'SINTONIA_SNAPSHOT_INVALID' }));
    expect(() => new ClustersSegmenter(both).restore(bytes)).not.toThrow();
  });

  it('come as a plugin of their own name', () => {
    expect(clusters({ name: 'tastes' })).toMatchObject({ name: 'tastes', segmenters: [{ name: 'tastes' }] });
  });

  it.each([
    ['measures', {}],
    ['measures.x', { x: 'height' }],
    ['measures.x', { x: {} }],
    ['measures.x', { x: { count: 'a', trait: 'b' } }],
    ['measures.x.trait', { x: { trait: 7 } }],
    ['measures.x.of', { x: { of: 'y' } }],
    ['measures.high x', { 'high x': 'revenue' }],
    ['measures.a,b', { 'a,b': 'revenue' }],
    ['measures', Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`m${at}`, 'revenue']))],
  ])('refuse %s of %j', (field, measures) => {
    expect(() => new ClustersSegmenter({ measures } as ClustersOptions)).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });

  it.each([
    ['name', ''],
    ['from', 1],
    ['to', 21],
    ['minimumPeople', 9],
    ['currency', 7],
    ['clusters', 3],
  ])('refuse %s: %j', (field, value) => {
    expect(() => new ClustersSegmenter({ [field]: value })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});
