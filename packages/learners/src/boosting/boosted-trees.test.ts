import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logistic } from '../classifier/classifier.js';
import { madeUp, smallRows } from '../made-up.fixture.js';
import { rowOf, tableOf } from '../matrix/table.js';
import { auc } from '../metrics/auc.js';
import { logLoss } from '../metrics/quality.js';
import { BoostedTrees } from './boosted-trees.js';
import { learnBoostedTrees } from './learn-boosted-trees.js';
import { pathOf, shapley } from './walk-tree.fixture.js';

const seen = madeUp(3_000, { seed: 1, gaps: true });
const unseen = madeUp(2_000, { seed: 2, gaps: true });

const oddsOf = (model: BoostedTrees, { features }: typeof seen) =>
  Float64Array.from({ length: features.rows }, (_, row) => model.logOdds(rowOf(features, row)));

describe('boosted trees', () => {
  it('learn what a line can not: a hump, and where numbers are missing', async () => {
    const { model } = await learnBoostedTrees(seen.features, seen.labels);
    const truth = Float64Array.from(unseen.labels, (_, row) => {
      const [a = 0, b = 0] = rowOf(unseen.features, row);
      return 1.5 * (Number.isNaN(a) ? 0 : a) - b * b;
    });
    expect(auc(oddsOf(model, unseen), unseen.labels)).toBeGreaterThan(auc(truth, unseen.labels) - 0.01);
  });

  it('fit what they see better with every tree when they see all rows', async () => {
    const { model } = await learnBoostedTrees(seen.features, seen.labels, { trees: 40, rowShare: 1, leafPenalty: 0 });
    const losses = model.trees.map((_, at) => {
      return logLoss(oddsOf(model.first(at + 1), seen).map(logistic), seen.labels);
    });
    losses.slice(1).forEach((loss, at) => {
      expect(loss).toBeLessThan(losses[at] as number);
    });
  });

  it('stop when rows they do not see get no better, and keep the best number', async () => {
    const { model, grown, validationLosses } = await learnBoostedTrees(seen.features, seen.labels, {
      learningRate: 0.5,
      validation: unseen,
      patience: 10,
    });
    const best = validationLosses.indexOf(Math.min(...validationLosses)) + 1;
    expect(model.trees.length).toBe(best);
    expect(grown.trees.length).toBe(best + 10);
    expect(logLoss(oddsOf(model, unseen).map(logistic), unseen.labels)).toBeCloseTo(Math.min(...validationLosses), 12);
  });

  it.each([
    ['high', (x: number) => x > 80],
    ['low', (x: number) => x < 20],
  ])('put a missing number on the side where it belongs: %s', async (_, isLike) => {
    const features = tableOf(
      ['x'],
      Array.from({ length: 400 }, (_, row) => [row % 4 === 0 ? Number.NaN : row % 100]),
    );
    const labels = Uint8Array.from({ length: 400 }, (_, row) => Number(row % 4 === 0 || isLike(row % 100)));
    const { model } = await learnBoostedTrees(features, labels, { depth: 1, trees: 100, leafWeight: 0.1 });
    expect(model.probability([Number.NaN])).toBeGreaterThan(0.95);
    expect(model.probability([50])).toBeLessThan(0.05);
    expect(model.trees[0]?.covers[0]).toBe(280);
  });

  it('send a row in asking where it went in learning', async () => {
    await fc.assert(
      fc.asyncProperty(smallRows(), async ({ features, labels }) => {
        const options = { trees: 3, leafWeight: 0.01, rowShare: 1, learningRate: 0.5 };
        const { model } = await learnBoostedTrees(features, labels, options);
        for (const tree of model.trees) {
          const covers = new Float64Array(tree.covers.length);
          for (let row = 0; row < features.rows; row++) {
            for (const node of pathOf(tree, rowOf(features, row))) covers[node] = (covers[node] as number) + 1;
          }
          expect(covers).toEqual(tree.covers);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('ask only what tells: constant and empty columns never', async () => {
    const features = tableOf(
      ['constant', 'empty', 'x'],
      Array.from({ length: 100 }, (_, row) => [7, Number.NaN, row]),
    );
    const labels = Uint8Array.from({ length: 100 }, (_, row) => Number(row > 50));
    const { model } = await learnBoostedTrees(features, labels, { trees: 5 });
    expect(new Set(model.trees.flatMap(({ columns }) => [...columns]))).toEqual(new Set([2, -1]));
  });

  it('give everybody the same where no question has enough rows', async () => {
    const { model } = await learnBoostedTrees(tableOf(['x'], [[1], [2], [3]]), Uint8Array.of(0, 1, 1));
    expect(model.probability([1])).toBeCloseTo(2 / 3);
    expect([...model.contributions([1]).values]).toEqual([0]);
  });

  it('do not go by the scale of columns', async () => {
    const { model } = await learnBoostedTrees(seen.features, seen.labels, { trees: 20 });
    const stretched = { ...seen.features, values: seen.features.values.map((value) => Math.exp(value)) };
    const other = await learnBoostedTrees(stretched, seen.labels, { trees: 20 });
    for (let row = 0; row < 100; row++) {
      expect(other.model.logOdds(rowOf(stretched, row))).toBeCloseTo(model.logOdds(rowOf(seen.features, row)), 9);
    }
  });
});

describe('contributions of boosted trees', () => {
  it('are the Shapley values of each tree, and add up to the log-odds', async () => {
    await fc.assert(
      fc.asyncProperty(smallRows(), fc.integer({ min: 1, max: 3 }), async ({ features, labels }, depth) => {
        const options = { trees: 4, depth, leafWeight: 0.01, rowShare: 1, learningRate: 0.5 };
        const { model } = await learnBoostedTrees(features, labels, options);
        for (let row = 0; row < features.rows; row++) {
          const values = rowOf(features, row);
          const { base, values: parts } = model.contributions(values);
          expect(parts.reduce((sum, part) => sum + part, base)).toBeCloseTo(model.logOdds(values), 9);
          const wanted = model.trees.map((tree) => shapley(tree, values, features.names.length));
          parts.forEach((part, column) => {
            expect(part).toBeCloseTo(
              wanted.reduce((sum, each) => sum + (each[column] as number), 0),
              9,
            );
          });
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a model of boosted trees', () => {
  it('is the same for the same seed, to the bit, and another for another', async () => {
    const bytes = async (seed: number) => {
      return JSON.stringify((await learnBoostedTrees(seen.features, seen.labels, { seed, trees: 10 })).model);
    };
    expect(await bytes(1)).toBe(await bytes(1));
    expect(await bytes(1)).not.toBe(await bytes(2));
  });

  it('comes back from JSON, to the bit', async () => {
    const { model } = await learnBoostedTrees(seen.features, seen.labels, { trees: 20 });
    const text = JSON.stringify(model);
    const again = BoostedTrees.fromJSON(JSON.parse(text));
    expect(JSON.stringify(again)).toBe(text);
    expect(oddsOf(again, unseen)).toEqual(oddsOf(model, unseen));
  });

  it.each([
    ['json.format', { format: 'x' }],
    ['base', { base: null }],
    ['names', { names: [1] }],
    ['trees[0].columns[0]', { names: [] }],
    ['trees has to be a list', { trees: {} }],
    ['trees[0] has to be an object', { trees: [1] }],
    ['trees[0].columns has to have 1, 3 or 7', { trees: [{ columns: [0, 0] }] }],
    ['trees[0].thresholds has 0 numbers', { trees: [{ columns: [0], thresholds: [] }] }],
  ])('says what is wrong with JSON: %s', async (message, wrong) => {
    const { model } = await learnBoostedTrees(seen.features, seen.labels, { trees: 2 });
    expect(() => BoostedTrees.fromJSON({ ...model.toJSON(), ...wrong })).toThrow(message);
  });

  it.each([
    ['trees', { trees: 0 }],
    ['depth', { depth: 4 }],
    ['learningRate', { learningRate: 0 }],
    ['leafPenalty', { leafPenalty: Number.NaN }],
    ['leafWeight', { leafWeight: 0 }],
    ['rowShare', { rowShare: 2 }],
    ['bins', { bins: 65 }],
    ['patience', { patience: 0.5 }],
    ['seed', { seed: 0.5 }],
    ['validation.features.names', { validation: { features: tableOf(['z'], [[1]]), labels: Uint8Array.of(1) } }],
    ['labels has no 1', { weights: Float64Array.of(1, 0) }],
  ])('refuses a wrong %s', async (message, options) => {
    const learning = learnBoostedTrees(tableOf(['x'], [[0], [1]]), Uint8Array.of(0, 1), options);
    await expect(learning).rejects.toThrow(message);
  });

  it('can be stopped on the way, and tells how far it is', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const fractions: number[] = [];
    const progress = (fraction: number) => {
      fractions.push(fraction);
      if (fraction > 0.02) controller.abort(reason);
    };
    const options = { trees: 5_000, signal: controller.signal, progress };
    await expect(learnBoostedTrees(seen.features, seen.labels, options)).rejects.toBe(reason);
    expect(fractions.length).toBeGreaterThan(1);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  });
});
