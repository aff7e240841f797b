import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scored } from '../made-up.fixture.js';
import { auc } from './auc.js';
import { liftTable } from './lift.js';
import { accuracy, brier, logLoss, quality } from './quality.js';
import { calibrationError, reliability } from './reliability.js';

const probabilities = scored.map(({ scores, labels }) => ({
  labels,
  probabilities: scores.map((score) => (score + 3) / 6),
}));

describe('AUC', () => {
  it('is how often a 1 is above a 0, equal ones half', () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        let [wins, pairs] = [0, 0];
        scores.forEach((one, i) => {
          scores.forEach((other, j) => {
            if (labels[i] !== 1 || labels[j] !== 0) return;
            pairs++;
            wins += one > other ? 1 : one === other ? 0.5 : 0;
          });
        });
        if (pairs === 0) expect(auc(scores, labels)).toBeNaN();
        else expect(auc(scores, labels)).toBeCloseTo(wins / pairs, 12);
      }),
    );
  });
});

describe('the quality of probabilities', () => {
  it('is what its definitions say', () => {
    const given = [Float64Array.of(0.9, 0.4, 0.2), Uint8Array.of(1, 1, 0)] as const;
    expect(brier(...given)).toBeCloseTo((0.01 + 0.36 + 0.04) / 3);
    expect(logLoss(...given)).toBeCloseTo(-(Math.log(0.9) + Math.log(0.4) + Math.log(0.8)) / 3);
    expect(accuracy(...given)).toBeCloseTo(2 / 3);
    expect(accuracy(...given, 0.3)).toBe(1);
    expect(quality(...given).auc).toBe(1);
  });

  it('stays finite where a sure promise is broken', () => {
    expect(logLoss(Float64Array.of(0), Uint8Array.of(1))).toBeCloseTo(-Math.log(1e-15));
  });

  it('does not go by the order of rows', () => {
    fc.assert(
      fc.property(probabilities, ({ probabilities, labels }) => {
        const turned = quality(probabilities.toReversed(), labels.toReversed());
        for (const [name, value] of Object.entries(quality(probabilities, labels))) {
          const other = turned[name as keyof typeof turned];
          if (Number.isNaN(value)) expect(other).toBeNaN();
          else expect(other).toBeCloseTo(value, 12);
        }
      }),
    );
  });

  it.each([
    ['probabilities[0] is 1.5', Float64Array.of(1.5), Uint8Array.of(1)],
    ['probabilities[0] is NaN', Float64Array.of(Number.NaN), Uint8Array.of(1)],
    ['probabilities has no entries', new Float64Array(0), new Uint8Array(0)],
    ['labels has 1 entries; it needs 2', Float64Array.of(0, 1), Uint8Array.of(1)],
  ])('refuses: %s', (message, given, labels) => {
    expect(() => brier(given, labels)).toThrow(message);
  });
});

describe('reliability', () => {
  it('has bins that hold all rows, with rising promises', () => {
    fc.assert(
      fc.property(probabilities, fc.integer({ min: 1, max: 12 }), ({ probabilities, labels }, bins) => {
        const table = reliability(probabilities, labels, bins);
        expect(table.length).toBeLessThanOrEqual(bins);
        expect(table.reduce((sum, { rows }) => sum + rows, 0)).toBe(labels.length);
        table.forEach(({ promised }, at) => {
          expect(promised).toBeGreaterThan(table[at - 1]?.promised ?? -1);
        });
        const ones = table.reduce((sum, { rows, observed }) => sum + rows * observed, 0);
        expect(ones).toBeCloseTo(labels.reduce((sum, label) => sum + label, 0));
      }),
    );
  });

  it('has bins of equal count where nothing is tied', () => {
    const given = Float64Array.from({ length: 100 }, (_, at) => at / 100);
    expect(reliability(given, new Uint8Array(100)).map(({ rows }) => rows)).toEqual(Array(10).fill(10));
  });

  it('has no error for a promise that is kept, and its distance for one that is not', () => {
    const labels = Uint8Array.from({ length: 100 }, (_, row) => Number(row % 5 === 0));
    expect(calibrationError(reliability(new Float64Array(100).fill(0.2), labels))).toBeCloseTo(0);
    expect(calibrationError(reliability(new Float64Array(100).fill(0.5), labels))).toBeCloseTo(0.3);
  });
});

describe('lift', () => {
  it('is high in the first part and captures all in the last', () => {
    const scores = Float64Array.from({ length: 100 }, (_, row) => row);
    const labels = Uint8Array.from({ length: 100 }, (_, row) => Number(row >= 80));
    const table = liftTable(scores, labels);
    expect(table[0]).toEqual({ rows: 10, ones: 10, lift: 5, captured: 0.5 });
    expect(table.at(-1)).toMatchObject({ lift: 0, captured: 1 });
  });

  it('is 1 everywhere when all scores are alike, whatever the order of rows', () => {
    const labels = Uint8Array.from({ length: 100 }, (_, row) => Number(row < 30));
    for (const { lift } of liftTable(new Float64Array(100), labels)) expect(lift).toBeCloseTo(1, 12);
  });

  it('keeps all rows and all ones', () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const table = liftTable(scores, labels, 4);
        expect(table.reduce((sum, { rows }) => sum + rows, 0)).toBe(scores.length);
        const ones = labels.reduce((sum, label) => sum + label, 0);
        expect(table.reduce((sum, part) => sum + part.ones, 0)).toBeCloseTo(ones, 9);
      }),
    );
  });
});
