import type { JsonObject, Segmenter, Signal } from '@sintonia/spec';
import { fitContext, generateCustomers } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { did, NOW, someone } from './asking.fixture.js';
import { DemographicSegmenter } from './demographic/demographic-segmenter.js';
import { engagementSegmenter } from './engagement/engagement-segmenter.js';
import { FirmographicSegmenter } from './firmographic/firmographic-segmenter.js';
import { LifecycleSegmenter } from './lifecycle/lifecycle-segmenter.js';
import { RfmSegmenter } from './rfm/rfm-segmenter.js';

const create: Readonly<Record<string, () => Segmenter>> = {
  demographic: () =>
    new DemographicSegmenter({
      dimensions: {
        age: { age: { all: 0 } },
        odd: { trait: '__proto__', groups: { constructor: ['toString'], __proto__x: ['x'] } },
        income: { trait: 'income', bands: { low: 0, high: 1_000 } },
      },
    }),
  engagement: () => engagementSegmenter(),
  firmographic: () => new FirmographicSegmenter(),
  lifecycle: () => new LifecycleSegmenter(),
  rfm: () => new RfmSegmenter(),
};

const order = (ago: number, rest: Partial<Signal> = {}) => ['Order Completed', ago, rest] as const;
const oddTraits = JSON.parse(
  '{"__proto__":"x","constructor":{},"income":-5,"birthday":"0000-00-00","jobTitle":[]}',
) as JsonObject;

const people: Readonly<Record<string, [JsonObject, Signal[]]>> = {
  'no signals': [{}, []],
  'one purchase': [{}, did(order(3, { value: 10 }))],
  'a hundred thousand purchases': [
    {},
    did(...Array.from({ length: 100_000 }, (_, index) => order(index / 300, { value: 1e15 }))),
  ],
  'purchases in the future': [{}, did(order(-400, { value: 1 }))],
  'nothing but refunds': [{}, did(['Order Refunded', 1, { value: -1e15 }])],
  'a negative order': [{}, did(order(1, { value: -1e15 }))],
  'odd traits': [oddTraits, did(order(1))],
  'traits that are no numbers': [
    { age: Number.NaN, income: Infinity, companySize: Number.NaN } as never,
    did(order(1)),
  ],
  'odd signal types': [{}, did(['__proto__', 1], ['constructor', 2], ['toString', 3])],
};

describe.each(Object.entries(create))('%s', (_, make) => {
  it.each(Object.entries(people))('takes somebody with %s', async (_, [traits, signals]) => {
    const segmenter = make();
    const { signals: shop, profiles } = generateCustomers({ now: NOW });
    await segmenter.fit?.(fitContext({ now: NOW, signals: [...shop, ...signals], profiles }));
    for (const { segment, confidence, reasons } of segmenter.assign(someone(traits, signals))) {
      expect(segmenter.segments).toContain(segment);
      expect(confidence).toBe(1);
      for (const { value, contribution = 0 } of reasons) {
        expect(typeof value !== 'number' || Number.isFinite(value)).toBe(true);
        expect(Number.isFinite(contribution)).toBe(true);
      }
    }
  });
});
