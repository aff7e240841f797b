import type { Signal } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { did, NOW, someone } from '../asking.fixture.js';
import type { EngagementOptions } from './engagement-options.js';
import { engagementSegmenter } from './engagement-segmenter.js';

const bands = { cold: 0, warm: 30, hot: 60 };
const fixed = engagementSegmenter({ bands });
const ask = (signals: readonly Signal[]) => fixed.assign(someone({}, signals))[0];

const deed = fc.tuple(
  fc.constantFrom('Page Viewed', 'Product Viewed', 'Order Completed', 'Order Refunded', 'Something Else'),
  fc.integer({ min: -2, max: 200 }),
);
const weights = fc.record({
  recency: fc.integer({ min: 0, max: 1_000 }),
  frequency: fc.double({ min: 0, max: 1_000, noNaN: true }),
  breadth: fc.integer({ min: 0, max: 10 }),
  depth: fc.integer({ min: 1, max: 10 }),
});

describe('the score', () => {
  it('says what it is made of', () => {
    expect(ask(did(['Order Completed', 14], ['Product Viewed', 20], ['Product Viewed', 20.1]))).toEqual({
      segment: 'warm',
      confidence: 1,
      reasons: [
        { measure: 'score', value: 50.5, unit: 'of 100', band: 'from 30' },
        { measure: 'recency', value: 14, unit: 'days', contribution: 15 },
        { measure: 'frequency', value: 3, unit: 'active days', contribution: 7.5 },
        { measure: 'breadth', value: 2, unit: 'types of signals', contribution: 8 },
        { measure: 'depth', value: 'Order Completed', contribution: 20 },
      ],
    });
  });

  it('is the sum of its parts and lies from 0 to 100, whatever the weights', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), weights, (deeds, weights) => {
        const segmenter = engagementSegmenter({ bands, weights });
        for (const { segment, reasons } of segmenter.assign(someone({}, did(...deeds)))) {
          const [score, ...parts] = reasons;
          const sum = parts.reduce((sum, { contribution = Number.NaN }) => sum + contribution, 0);
          expect(sum).toBeCloseTo(score?.value as number, 9);
          expect(score?.value).toBeGreaterThanOrEqual(0);
          expect(score?.value).toBeLessThanOrEqual(100);
          expect(parts).toHaveLength(segment === 'dormant' ? 0 : 4);
        }
      }),
    );
  });

  it('does not depend on the order of signals, nor on seeing one twice', () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 1, maxLength: 30 }), (deeds) => {
        const signals = did(...deeds);
        expect(ask([...signals].reverse().concat(signals))).toEqual(ask(signals));
      }),
    );
  });

  it('does not fall by a signal more', () => {
    const scoreOf = (deeds: readonly (readonly [string, number])[]) => ask(did(...deeds))?.reasons[0]?.value ?? 0;
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), deed, (deeds, more) => {
        expect(scoreOf([...deeds, more])).toBeGreaterThanOrEqual(scoreOf(deeds) as number);
      }),
    );
  });

  it('is full for who was here today, did much and went all the way', () => {
    const days = Array.from({ length: 12 }, (_, ago) => ago);
    const types = ['Order Completed', 'Product Viewed', 'Page Viewed', 'Products Searched', 'Product Reviewed'];
    const all = days.flatMap((ago) => types.map((type) => [type, ago] as const));
    expect(ask(did(...all))).toMatchObject({ segment: 'hot', reasons: [{ value: 100 }, {}, {}, {}, {}] });
  });

  it('does not count what was not done by them, or against us', () => {
    expect(ask(did(['Recommendation Viewed', 1], ['Order Refunded', 1]))?.segment).toBe('dormant');
  });

  it('forgets', () => {
    expect(ask(did(['Order Completed', 89]))?.segment).not.toBe('dormant');
    expect(ask(did(['Order Completed', 90]))).toMatchObject({
      segment: 'dormant',
      reasons: [{ measure: 'score', value: 0, band: 'nothing within 90 days' }],
    });
    expect(ask([])).toBeUndefined();
  });
});

describe('bands learnt from people', () => {
  const people = (count: number, daysOf: (index: number) => number) =>
    Array.from({ length: count }, (_, index) =>
      did(['Order Completed', daysOf(index)]).map((signal) => ({ ...signal, id: `${index}`, person: `${index}` })),
    );
  const learnt = async (all: readonly Signal[][], options?: EngagementOptions) => {
    const segmenter = engagementSegmenter(options);
    const report = await segmenter.fit?.(fitContext({ now: NOW, signals: all.flat() }));
    const segments = all.map((signals) => segmenter.assign(someone({}, signals))[0]?.segment);
    return { segmenter, report, segments };
  };
  const tally = (segments: readonly (string | undefined)[]) =>
    Object.fromEntries(
      ['low', 'medium', 'high'].map((name) => [name, segments.filter((each) => each === name).length]),
    );

  it('are thirds', async () => {
    const { segments, report } = await learnt(people(60, (index) => index));
    expect(report).toMatchObject({ outcome: 'fitted', people: 60 });
    expect(tally(segments)).toEqual({ low: 20, medium: 20, high: 20 });
  });

  it('are two where most are alike, and then nobody is in the middle', async () => {
    const { segments } = await learnt(people(60, (index) => (index < 50 ? 30 : 1)));
    expect(tally(segments)).toEqual({ low: 50, medium: 0, high: 10 });
  });

  it('leave the dormant out', async () => {
    const { report, segments } = await learnt(people(60, (index) => (index < 30 ? 200 : index)));
    expect(report?.people).toBe(30);
    expect(segments.filter((segment) => segment === 'dormant')).toHaveLength(30);
  });

  it.each([
    ['19 people', people(19, (index) => index), '20 active people'],
    ['three people', people(3, (index) => index), '20 active people'],
    ['people all alike', people(40, () => 3), 'people who differ'],
  ])('decline with %s', async (_, all, lacks) => {
    const { report, segments, segmenter } = await learnt(all);
    expect(report).toMatchObject({ outcome: 'insufficientData', details: { lacks } });
    expect(segments.filter((segment) => segment !== undefined)).toEqual([]);
    expect(segmenter.snapshot?.()).toBeUndefined();
  });

  it('of other weights are not taken over', async () => {
    const { segmenter } = await learnt(people(60, (index) => index));
    const bytes = segmenter.snapshot?.() as Uint8Array;
    const other = engagementSegmenter({ weights: { recency: 1 } });
    expect(() => other.restore?.(bytes)).toThrow(expect.objectContaining({ code: 'SINTONIA_SNAPSHOT_INVALID' }));
  });
});

it.each([
  ['weights', { weights: { recency: 0, frequency: 0, breadth: 0, depth: 0 } }],
  ['weights.recency', { weights: { recency: Number.NaN } }],
  ['weights.speed', { weights: { speed: 1 } }],
  ['depths.a', { depths: { a: 1.1 } }],
  ['depths', { depths: {} }],
  ['withinDays', { withinDays: 0 }],
  ['halfLifeDays', { halfLifeDays: 1.5 }],
  ['fullDays', { fullDays: '12' }],
  ['fullTypes', { fullTypes: 101 }],
  ['bands', { bands: { warm: 30 } }],
  ['bands.dormant', { bands: { dormant: 0 } }],
  ['bands.top', { bands: { cold: 0, top: 101 } }],
  ['minimumPeople', { minimumPeople: 2 }],
  ['minimumPeople', { minimumPeople: 20, bands }],
  ['halfLife', { halfLife: 3 }],
])('refuses %s: %j', (field, options) => {
  expect(() => engagementSegmenter(options as unknown as EngagementOptions)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
});
