import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnLogistic } from '../logistic/learn-logistic.js';
import { madeUp, scored } from '../made-up.fixture.js';
import { tableOf } from '../matrix/table.js';
import { learnByFold, outOfFold } from './cross-validate.js';
import { permutationImportance } from './permutation-importance.js';
import { foldRows, stratifiedFolds } from './stratified-folds.js';
import { timeSplit } from './time-split.js';

describe('folds', () => {
  it('have the same number of each label, give or take one', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 2, max: 5 }), fc.integer(), ({ labels }, count, seed) => {
        const ones = labels.filter((label) => label === 1).length;
        fc.pre(ones >= count && labels.length - ones >= count);
        const folds = stratifiedFolds(labels, count, seed);
        expect(stratifiedFolds(labels, count, seed)).toEqual(folds);
        for (const wanted of [0, 1]) {
          const sizes = Array.from({ length: count }, (_, fold) => {
            return folds.filter((each, row) => each === fold && labels[row] === wanted).length;
          });
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('refuse fewer rows of a label than parts', () => {
    expect(() => stratifiedFolds(Uint8Array.of(1, 0, 0), 2, 1)).toThrow('labels has 1 entries of 1');
  });

  it('part rows into inside and outside', () => {
    const { inside, outside } = foldRows(Uint8Array.of(0, 1, 0, 2), 0);
    expect([[...inside], [...outside]]).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('never show a row to what judges it', async () => {
    const { features, labels } = madeUp(60);
    const folds = stratifiedFolds(labels, 3, 1);
    const marked = tableOf(
      ['row'],
      Array.from(labels, (_, row) => [row]),
    );
    await learnByFold({ features: marked, labels }, folds, async (seen, unseen, fold) => {
      expect(seen.features.rows + unseen.features.rows).toBe(60);
      for (const row of unseen.features.values) expect(folds[row]).toBe(fold);
      for (const row of seen.features.values) expect(folds[row]).not.toBe(fold);
      expect([...seen.labels]).toEqual([...seen.features.values].map((row) => labels[row]));
    });
    const models = await learnByFold({ features, labels }, folds, async (seen) => {
      return (await learnLogistic(seen.features, seen.labels)).model;
    });
    const odds = outOfFold(features, folds, models);
    expect(odds[5]).toBe(models[folds[5] as number]?.logOdds(features.values.subarray(15, 18)));
  });
});

describe('a split by time', () => {
  it('has all of one moment on one side, the later after the earlier', () => {
    fc.assert(
      fc.property(scored, fc.double({ min: 0.1, max: 0.9, noNaN: true }), ({ scores }, share) => {
        const { earlier, later } = timeSplit(scores, share);
        expect([...earlier, ...later].toSorted((a, b) => a - b)).toEqual([...scores.keys()]);
        for (const one of earlier) for (const other of later) expect(scores[one]).toBeLessThan(scores[other] as number);
      }),
    );
  });

  it('gives the latest quarter', () => {
    expect([...timeSplit(Float64Array.of(4, 1, 3, 2), 0.25).later]).toEqual([0]);
    expect(() => timeSplit(Float64Array.of(1), 1)).toThrow('share');
  });
});

describe('permutation importance', () => {
  const seen = madeUp(1_500, { seed: 1 });
  const unseen = madeUp(1_500, { seed: 2 });

  it('finds what matters and that noise does not, the same for the same seed', async () => {
    const { model } = await learnLogistic(seen.features, seen.labels);
    const found = await permutationImportance(model, unseen.features, unseen.labels, { seed: 3 });
    expect(found[0]?.group).toBe('a');
    expect(found[0]?.loss).toBeGreaterThan(0.1);
    expect(found.find(({ group }) => group === 'noise')?.loss).toBeCloseTo(0, 2);
    expect(await permutationImportance(model, unseen.features, unseen.labels, { seed: 3 })).toEqual(found);
  });

  it('deals a group together', async () => {
    const { model } = await learnLogistic(seen.features, seen.labels);
    const options = { groups: ['ab', 'ab', 'noise'], repeats: 2 };
    const found = await permutationImportance(model, unseen.features, unseen.labels, options);
    expect(found.map(({ group }) => group)).toEqual(['ab', 'noise']);
    const wrong = permutationImportance(model, unseen.features, unseen.labels, { groups: ['one'] });
    await expect(wrong).rejects.toThrow('groups has 1 entries; it needs 3.');
  });
});
