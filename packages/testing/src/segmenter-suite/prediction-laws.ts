import type { Prediction, Segmenter } from '@sintonia/spec';
import { expect } from 'vitest';
import { generateCustomers } from '../generate-customers.js';
import { contextOf, fitted, NOW, predictedOfEverybody, shop, stranger } from './ask.js';
import type { SegmenterLaw } from './law.js';

const namesOf = (predictions: readonly Prediction[]) => predictions.map(({ name }) => name);

/** That nothing is claimed. */
function expectNothing(segmenter: Segmenter): void {
  for (const prediction of predictedOfEverybody(segmenter).flat()) expect(prediction.outcome).toBe('insufficientData');
}

/** What every prediction looks like. */
export const predictionLaws: readonly SegmenterLaw[] = [
  {
    law: 'a prediction is a finite number with its unit, or says what it lacks',
    needs: ['predict'],
    async check(create) {
      const all = predictedOfEverybody(await fitted(create)).flat();
      expect(
        all.some(({ outcome }) => outcome === 'predicted'),
        'anything is predicted',
      ).toBe(true);
      for (const prediction of all) {
        if (prediction.outcome === 'insufficientData') {
          expect(prediction.lacks.trim(), prediction.name).not.toBe('');
          continue;
        }
        const { name, value, unit, interval = [value, value], contributions = [] } = prediction;
        expect(Number.isFinite(value), `${name} of ${value}`).toBe(true);
        expect(unit.trim(), `the unit of ${name}`).not.toBe('');
        if (unit === 'probability') expect(value >= 0 && value <= 1, `${name} of ${value}`).toBe(true);
        expect(interval[0] <= value && value <= interval[1], `${name} within ${interval}`).toBe(true);
        for (const { contribution } of contributions) expect(Number.isFinite(contribution)).toBe(true);
      }
    },
  },
  {
    law: 'the same is predicted of everybody in the same order, a stranger and before the first fit included',
    needs: ['predict'],
    async check(create) {
      const segmenter = await create();
      const names = namesOf(segmenter.predict?.(stranger) ?? []);
      expect(names.length).toBeGreaterThan(0);
      expect(new Set(names).size).toBe(names.length);
      await segmenter.fit?.(contextOf(shop));
      const later = shop.requests.map((request) => ({ ...request, now: NOW - 1e12 }));
      for (const request of [stranger, ...shop.requests, ...later]) {
        expect(namesOf(segmenter.predict?.(request) ?? [])).toEqual(names);
      }
    },
  },
  {
    law: 'nothing is predicted before a fit, or after one with insufficient data',
    needs: ['predict', 'fit'],
    async check(create) {
      const segmenter = await create();
      expectNothing(segmenter);
      for (const people of [0, 1, 3]) {
        await segmenter.fit?.(contextOf(shop));
        const report = await segmenter.fit?.(contextOf(generateCustomers({ people, now: NOW })));
        if (report?.outcome === 'insufficientData') expectNothing(segmenter);
      }
    },
  },
  {
    law: 'asked again, it predicts the same',
    needs: ['predict'],
    async check(create) {
      const segmenter = await fitted(create);
      expect(predictedOfEverybody(segmenter)).toEqual(structuredClone(predictedOfEverybody(segmenter)));
    },
  },
];
