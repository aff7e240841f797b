import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUp, smallRows } from '../made-up.fixture.js';
import { rowOf, tableOf, takeRows } from '../matrix/table.js';
import { learnLogistic } from './learn-logistic.js';
import { LogisticModel } from './logistic-model.js';

describe('logistic regression', () => {
  it('finds the log-odds that made the labels', async () => {
    const rows = 4_000;
    const xs = Array.from({ length: rows }, (_, row) => [((row * 37) % 401) / 100 - 2]);
    const labels = Uint8Array.from(xs, ([x = 0], row) =>
      Number(((row * 7_919) % rows) / rows < 1 / (1 + Math.exp(-(0.5 + 2 * x)))),
    );
    const { model, converged } = await learnLogistic(tableOf(['x'], xs), labels, { penalty: 0 });
    expect(converged).toBe(true);
    expect(model.original.intercept).toBeCloseTo(0.5, 1);
    expect(model.original.coefficients[0]).toBeCloseTo(2, 1);
    expect(model.logOdds([1])).toBeCloseTo(model.original.intercept + (model.original.coefficients[0] as number), 12);
  });

  it('ends where the penalised loss is flat', async () => {
    await fc.assert(
      fc.asyncProperty(smallRows(), fc.constantFrom(0.1, 1, 30), async ({ features, labels }, penalty) => {
        const { model, converged } = await learnLogistic(features, labels, { penalty });
        expect(converged).toBe(true);
        const slopes = new Float64Array(features.names.length);
        let sum = 0;
        for (let row = 0; row < features.rows; row++) {
          const values = model.standardiser.filledRow(rowOf(features, row));
          const error = model.probability(rowOf(features, row)) - (labels[row] as number);
          sum += error;
          values.forEach((value, column) => {
            slopes[column] = (slopes[column] as number) + error * value;
          });
        }
        expect(sum).toBeCloseTo(0, 6);
        slopes.forEach((slope, column) => {
          expect(slope + penalty * (model.weights[column] as number)).toBeCloseTo(0, 6);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('counts a row of weight 2 as two rows, and one of weight 0 as none', async () => {
    await fc.assert(
      fc.asyncProperty(smallRows({ gaps: false }), async ({ features, labels }) => {
        const weights = Float64Array.from(labels, (_, row) => [1, 2, 0, 3][row % 4] as number);
        const places = [...weights].flatMap((weight, row) => Array<number>(weight).fill(row));
        const again = Uint8Array.from(places, (row) => labels[row] as number);
        fc.pre(again.includes(0) && again.includes(1));
        const one = await learnLogistic(features, labels, { weights });
        const other = await learnLogistic(takeRows(features, places), again);
        for (let row = 0; row < features.rows; row++) {
          const values = rowOf(features, row);
          expect(one.model.logOdds(values)).toBeCloseTo(other.model.logOdds(values), 5);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not go by the order of rows, nor by the scale of columns', async () => {
    await fc.assert(
      fc.asyncProperty(smallRows({ gaps: false }), async ({ features, labels }) => {
        const { model } = await learnLogistic(features, labels);
        const turned = await learnLogistic(takeRows(features, [...labels.keys()].reverse()), labels.toReversed());
        const scaled = { ...features, values: features.values.map((value) => 1_000 * value + 5) };
        const larger = await learnLogistic(scaled, labels);
        for (let row = 0; row < features.rows; row++) {
          const odds = model.logOdds(rowOf(features, row));
          expect(turned.model.logOdds(rowOf(features, row))).toBeCloseTo(odds, 5);
          expect(larger.model.logOdds(rowOf(scaled, row))).toBeCloseTo(odds, 5);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('says what each column adds, and it adds up', async () => {
    const { features, labels } = madeUp(500, { gaps: true });
    const { model } = await learnLogistic(features, labels);
    for (let row = 0; row < 50; row++) {
      const { base, values } = model.contributions(rowOf(features, row));
      expect(values.reduce((sum, value) => sum + value, base)).toBeCloseTo(model.logOdds(rowOf(features, row)), 12);
    }
  });

  it('learns what it says that a number is missing', async () => {
    const { labels } = madeUp(400);
    const features = tableOf(
      ['told'],
      Array.from(labels, (label, row) => [label === 1 ? Number.NaN : row % 5]),
    );
    const { model } = await learnLogistic(features, labels);
    expect(model.probability([Number.NaN])).toBeGreaterThan(0.95);
    expect(model.probability([2])).toBeLessThan(0.05);
  });

  it('finds the same without the matrix of second derivatives, with very many columns', async () => {
    const { features, labels } = madeUp(600, { seed: 5 });
    const names = Array.from({ length: 320 }, (_, at) => `c${at}`);
    const wide = tableOf(
      names,
      Array.from({ length: 600 }, (_, row) =>
        names.map((_, at) => (at < 3 ? (features.values[row * 3 + at] as number) : ((row * (at + 7)) % 11) / 11)),
      ),
    );
    const { model, converged } = await learnLogistic(wide, labels, { penalty: 10, iterations: 2_000 });
    expect(converged).toBe(true);
    const errors = Float64Array.from(labels, (label, row) => model.probability(rowOf(wide, row)) - label);
    expect(errors.reduce((sum, error) => sum + error, 0)).toBeCloseTo(0, 4);
  });

  it('copes with columns that repeat each other and no penalty', async () => {
    const { features, labels } = madeUp(300);
    const doubled = tableOf(
      ['a', 'again'],
      Array.from(labels, (_, row) => [features.values[row * 3] as number, features.values[row * 3] as number]),
    );
    const { model } = await learnLogistic(doubled, labels, { penalty: 0, iterations: 1_000 });
    expect(Number.isFinite(model.logOdds([1, 1]))).toBe(true);
    expect(model.logOdds([1, 1])).toBeGreaterThan(model.logOdds([-1, -1]));
  });

  it('says so when it has not come to an end', async () => {
    const features = tableOf(['x'], [[0], [1], [2], [3]]);
    const { converged, model } = await learnLogistic(features, Uint8Array.of(0, 0, 1, 1), {
      penalty: 0,
      iterations: 3,
    });
    expect(converged).toBe(false);
    expect(model.probability([3])).toBeGreaterThan(0.9);
  });

  it('comes back from JSON, to the bit', async () => {
    const { features, labels } = madeUp(300, { gaps: true });
    const { model } = await learnLogistic(features, labels);
    const text = JSON.stringify(model);
    const again = LogisticModel.fromJSON(JSON.parse(text));
    expect(JSON.stringify(again)).toBe(text);
    expect(again.logOdds(rowOf(features, 7))).toBe(model.logOdds(rowOf(features, 7)));
    expect(() => LogisticModel.fromJSON({ ...JSON.parse(text), weights: [1] })).toThrow('weights has 1 numbers');
  });

  it.each([
    ['features.values', { features: { names: ['a'], rows: 2, values: new Float64Array(3) } }],
    ['labels has no 1', { labels: new Uint8Array(4) }],
    ['labels[2] is 2', { labels: Uint8Array.of(0, 1, 2, 0) }],
    ['penalty', { penalty: -1 }],
    ['penalty', { penalty: Number.NaN }],
    ['iterations', { iterations: 0 }],
    ['weights[1]', { weights: Float64Array.of(1, -1, 1, 1) }],
    ['labels has no 0', { weights: Float64Array.of(0, 1, 0, 1) }],
  ])('refuses %s', async (message, wrong) => {
    const task = { features: tableOf(['x'], [[0], [1], [2], [3]]), labels: Uint8Array.of(0, 1, 0, 1), ...wrong };
    const { features, labels, ...options } = task as typeof task & { penalty?: number };
    await expect(learnLogistic(features, labels, options)).rejects.toThrow(message);
  });

  it('stops when told', async () => {
    const { features, labels } = madeUp(50);
    const reason = new Error('enough');
    await expect(learnLogistic(features, labels, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
