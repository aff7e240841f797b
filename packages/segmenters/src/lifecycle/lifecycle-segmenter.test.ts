import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Deed, did, someone } from '../asking.fixture.js';
import type { LifecycleOptions } from './lifecycle-options.js';
import { LifecycleSegmenter } from './lifecycle-segmenter.js';
import { commerceStages, mediaStages } from './lifecycle-stages.js';

const ask = (deeds: readonly Deed[], options?: LifecycleOptions) =>
  new LifecycleSegmenter(options).assign(someone({}, did(...deeds)));
const stageOf = (deeds: readonly Deed[], options?: LifecycleOptions) => ask(deeds, options)[0]?.segment;

describe('the stage of a shop’s visitor', () => {
  it.each<[string | undefined, Deed[]]>([
    ['awareness', [['Page Viewed', 1]]],
    [
      'consideration',
      [
        ['Page Viewed', 1],
        ['Product Viewed', 40],
      ],
    ],
    [
      'decision',
      [
        ['Product Viewed', 1],
        ['Checkout Started', 29],
      ],
    ],
    [
      'consideration',
      [
        ['Product Viewed', 1],
        ['Checkout Started', 30],
      ],
    ],
    [
      'retention',
      [
        ['Order Completed', 179],
        ['Page Viewed', 1],
      ],
    ],
    [
      'awareness',
      [
        ['Order Completed', 180],
        ['Page Viewed', 1],
      ],
    ],
    [
      'lapsed',
      [
        ['Order Completed', 180],
        ['Product Viewed', 60],
      ],
    ],
    ['lapsed', [['Page Viewed', 90]]],
    ['retention', [['Order Completed', -3]]],
    [undefined, [['Order Refunded', 1]]],
    [undefined, []],
  ])('is %s after %j', (stage, deeds) => {
    expect(stageOf(deeds)).toBe(stage);
  });

  it('has its reasons', () => {
    expect(
      ask([
        ['Checkout Started', 3],
        ['Product Added', 5],
        ['Product Added', 31],
      ]),
    ).toEqual([
      {
        segment: 'decision',
        confidence: 1,
        reasons: [
          { measure: 'decision', value: 2, unit: 'signals', band: 'at least 1 within 30 days' },
          { measure: 'recency', value: 3, unit: 'days', band: 'under 30' },
        ],
      },
    ]);
    expect(
      ask([
        ['Order Completed', 400],
        ['Page Viewed', 95],
      ])[0]?.reasons,
    ).toEqual([
      { measure: 'furthest', value: 'retention' },
      { measure: 'recency', value: 95, unit: 'days', band: 'too long ago' },
    ]);
  });

  it('never falls back by a signal more', () => {
    const types = Object.values(commerceStages).flatMap(({ signals }) => signals);
    const deed = fc.tuple(fc.constantFrom(...types), fc.integer({ min: 0, max: 400 }));
    const order = ['lapsed', 'awareness', 'consideration', 'decision', 'retention'];
    fc.assert(
      fc.property(fc.array(deed, { minLength: 1 }), deed, (deeds, more) => {
        const [before, after] = [deeds, [...deeds, more]].map((each) => order.indexOf(stageOf(each) as string));
        expect(after).toBeGreaterThanOrEqual(before as number);
      }),
    );
  });
});

describe('the stage of who watches and listens', () => {
  it.each<[string | undefined, Deed[]]>([
    ['consideration', [['Content Played', 1]]],
    ['decision', [['Content Completed', 1]]],
    ['retention', [1, 2, 3, 4, 29].map((ago): Deed => ['Content Completed', ago])],
    ['decision', [1, 2, 3, 4, 30].map((ago): Deed => ['Content Completed', ago])],
    ['lapsed', [['Content Completed', 31]]],
  ])('is %s after %j', (stage, deeds) => {
    expect(stageOf(deeds, { stages: mediaStages })).toBe(stage);
  });
});

it('takes stages of your own, and says nothing of who did too little for any', () => {
  const options = { stages: { retention: { signals: ['Renewed'], atLeast: 2, withinDays: 400 } } };
  expect(
    stageOf(
      [
        ['Renewed', 1],
        ['Renewed', 366],
      ],
      options,
    ),
  ).toBe('retention');
  expect(stageOf([['Renewed', 1]], options)).toBeUndefined();
  expect(stageOf([['Page Viewed', 1]], options)).toBe('awareness');
});

it.each([
  ['stages.purchase', { purchase: {} }],
  ['stages.decision', { decision: 'Product Added' }],
  ['stages.decision.signals', { decision: { signals: [], withinDays: 1 } }],
  ['stages.decision.withinDays', { decision: { signals: ['a'] } }],
  ['stages.decision.withinDays', { decision: { signals: ['a'], withinDays: 0.5 } }],
  ['stages.decision.atLeast', { decision: { signals: ['a'], withinDays: 1, atLeast: 0 } }],
  ['stages.decision.days', { decision: { signals: ['a'], days: 1 } }],
])('refuses %s of %j', (field, stages) => {
  expect(() => new LifecycleSegmenter({ stages } as unknown as LifecycleOptions)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
});
