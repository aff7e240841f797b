import { seededRandom } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bgNbd, mbgNbd } from './bg-nbd.js';
import { fitPurchaseModel } from './fit-purchase-model.js';
import { paretoNbd } from './pareto-nbd.js';
import { type PurchaseHistory, purchaseHistories, thinned } from './purchase-histories.js';

const models = [bgNbd, mbgNbd, paretoNbd].map((model) => [model.name, model] as const);

const parameters = fc.array(fc.double({ min: 0.05, max: 30, noNaN: true }), { minLength: 4, maxLength: 4 });
const history: fc.Arbitrary<PurchaseHistory> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(0, 1)),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0.1, max: 500, noNaN: true }),
  )
  .map(([frequency, share, age]) => ({ frequency, recency: frequency === 0 ? 0 : age * share, age }));
const people = fc.array(history, { minLength: 1, maxLength: 8 }).map(purchaseHistories);

const slopes = () => new Float64Array(4);

describe.each(models)('%s', (_, model) => {
  it('has the slopes that small steps have', () => {
    fc.assert(
      fc.property(parameters, people, (at, histories) => {
        const gradient = slopes();
        const value = model.logLikelihood(at, histories, gradient);
        const noise = 1e-9 * Math.abs(value);
        for (const [index, parameter] of at.entries()) {
          const stepped = (by: number) =>
            model.logLikelihood(at.with(index, parameter * (1 + by)), histories, slopes());
          const found = (gradient[index] as number) * parameter;
          const slope = (stepped(1e-4) - stepped(-1e-4)) / 2e-4;
          expect(Math.abs(found - slope)).toBeLessThan(1e-4 * (1 + Math.abs(slope)) + noise);
        }
      }),
    );
  });

  it('does not care for the unit of time', () => {
    fc.assert(
      fc.property(parameters, history, fc.double({ min: 0.01, max: 100, noNaN: true }), (at, one, unit) => {
        const scaled = at.map((each, index) => (model.isTime[index] ? each * unit : each));
        const other = { ...one, recency: one.recency * unit, age: one.age * unit };
        const close = (found: number, wanted: number) =>
          expect(Math.abs(found - wanted)).toBeLessThan(1e-6 * (1 + Math.abs(wanted)));
        close(model.probabilityAlive(scaled, other), model.probabilityAlive(at, one));
        close(model.expectedPurchases(scaled, other, 7 * unit), model.expectedPurchases(at, one, 7));
        // A density over x times is by the unit to the −x.
        const likelihood = (parameters: readonly number[], each: PurchaseHistory) =>
          model.logLikelihood(parameters, purchaseHistories([each]), slopes());
        close(likelihood(scaled, other) + one.frequency * Math.log(unit), likelihood(at, one));
      }),
    );
  });

  it('gives probabilities, which fall with silence', () => {
    fc.assert(
      fc.property(parameters, history, (at, one) => {
        let before = 1;
        for (const silence of [0, 1, 10, 100]) {
          const alive = model.probabilityAlive(at, { ...one, age: one.age + silence });
          expect(alive).toBeGreaterThanOrEqual(0);
          expect(alive).toBeLessThanOrEqual(before + 1e-9);
          before = alive;
        }
      }),
    );
  });

  it('expects more of a longer time, and no more than the rate allows', () => {
    fc.assert(
      fc.property(parameters, history, (at, one) => {
        let before = 0;
        for (const time of [0, 1, 10, 100]) {
          const expected = model.expectedPurchases(at, one, time);
          expect(expected).toBeGreaterThanOrEqual(before - 1e-9);
          const [r = 0, alpha = 0] = at;
          expect(expected).toBeLessThanOrEqual(((r + one.frequency) / (alpha + one.age)) * time * (1 + 1e-6) + 1e-9);
          before = expected;
        }
      }),
    );
  });

  it('stays finite for 10⁵ purchases, and where a formula has a hole', () => {
    const eager = { frequency: 1e5, recency: 500, age: 501 };
    const at = [0.5, 2, 1, 3];
    expect(model.logLikelihood(at, purchaseHistories([eager]), slopes())).toBeLessThan(Infinity);
    expect(model.expectedPurchases(at, eager, 10)).toBeGreaterThanOrEqual(0);
    const beside = model.expectedPurchases([0.5, 2, 1.000_1, 3], { frequency: 2, recency: 5, age: 9 }, 20);
    expect(model.expectedPurchases(at, { frequency: 2, recency: 5, age: 9 }, 20)).toBeCloseTo(beside, 3);
  });

  it('says so where buyers are all alike', async () => {
    const alike = Array.from({ length: 200 }, () => ({ frequency: 5, recency: 50, age: 55 }));
    expect(await fitPurchaseModel(model, purchaseHistories(alike))).toBe('parametersRunAway');
  });
});

/** Buyers as BG/NBD has them: rates by gamma, staying away by beta; drawn as sums and orders of simpler chances. */
function simulated(
  buyers: number,
  until: number,
): { readonly histories: readonly PurchaseHistory[]; readonly mean: number } {
  const random = seededRandom(3);
  const exponential = (rate: number) => -Math.log(1 - random()) / rate;
  let purchases = 0;
  const histories = Array.from({ length: buyers }, () => {
    // r = 2, alpha = 10: the sum of two exponentials. a = 1, b = 2: the smaller of two even chances.
    const rate = exponential(10) + exponential(10);
    const leaving = Math.min(random(), random());
    let [frequency, recency] = [0, 0];
    for (let at = exponential(rate); at <= until; at += exponential(rate)) {
      [frequency, recency] = [frequency + 1, at];
      if (random() < leaving) break;
    }
    purchases += frequency;
    return { frequency, recency, age: until };
  });
  return { histories, mean: purchases / buyers };
}

it('BG/NBD finds what made-up buyers were made with, and expects what they did', async () => {
  const { histories, mean } = simulated(20_000, 30);
  const newcomer = { frequency: 0, recency: 0, age: 0 };
  expect(bgNbd.expectedPurchases([2, 10, 1, 2], newcomer, 30) / mean).toBeCloseTo(1, 1);
  const found = await fitPurchaseModel(bgNbd, purchaseHistories(histories));
  if (typeof found === 'string') throw new Error(found);
  for (const [index, wanted] of [2, 10, 1, 2].entries()) {
    expect((found.parameters[index] as number) / wanted).toBeGreaterThan(0.75);
    expect((found.parameters[index] as number) / wanted).toBeLessThan(1.33);
  }
});

it('thins buyers evenly', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    frequency: index % 4,
    recency: 1,
    age: 5 + (index % 3),
  }));
  const some = thinned(purchaseHistories(many), 1_000);
  expect(some.buyers).toBe(1_000);
  const mean = some.frequency.reduce((sum, each, row) => sum + each * (some.count[row] as number), 0) / 1_000;
  expect(mean).toBeCloseTo(1.5, 1);
  expect(thinned(purchaseHistories(many), 1e6)).toEqual(purchaseHistories(many));
});
