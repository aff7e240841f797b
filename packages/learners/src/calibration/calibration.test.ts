import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logistic } from '../classifier/classifier.js';
import { scored } from '../made-up.fixture.js';
import { quality } from '../metrics/quality.js';
import { seededRandom } from '../work/seeded-random.js';
import { learnIsotonic } from './isotonic.js';
import { noCalibration } from './no-calibration.js';
import { learnPlatt } from './platt.js';
import { restoreCalibration } from './restore-calibration.js';

/** Log-odds that are three times too sure. */
function tooSure(rows: number, seed: number) {
  const random = seededRandom(seed);
  const odds = Float64Array.from({ length: rows }, () => 4 * random() - 2);
  return {
    scores: odds.map((each) => 3 * each),
    labels: Uint8Array.from(odds, (each) => Number(random() < logistic(each))),
  };
}

const sure = tooSure(4_000, 1);
const fresh = tooSure(4_000, 2);

describe.each([
  ['Platt', learnPlatt],
  ['isotonic', learnIsotonic],
])('%s', (_, learn) => {
  it('mends scores that are too sure', async () => {
    const calibration = await learn(sure.scores, sure.labels);
    expect(quality(fresh.scores.map(logistic), fresh.labels).calibrationError).toBeGreaterThan(0.1);
    const mended = fresh.scores.map((score) => calibration.probability(score));
    expect(quality(mended, fresh.labels).calibrationError).toBeLessThan(0.03);
  });

  it('never falls, and stays between 0 and 1', async () => {
    await fc.assert(
      fc.asyncProperty(scored, async ({ scores, labels }) => {
        const calibration = await learn(scores, labels);
        const line = Array.from({ length: 81 }, (_, at) => calibration.probability(at / 10 - 4));
        line.forEach((probability, at) => {
          expect(probability).toBeGreaterThanOrEqual(line[at - 1] ?? 0);
          expect(probability).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('does not go by the order of rows', async () => {
    await fc.assert(
      fc.asyncProperty(scored, async ({ scores, labels }) => {
        const one = await learn(scores, labels);
        const other = await learn(scores.toReversed(), labels.toReversed());
        for (const score of [-4, -1, 0.25, 3]) expect(other.probability(score)).toBeCloseTo(one.probability(score), 8);
      }),
    );
  });

  it('comes back from JSON, to the bit', async () => {
    const calibration = await learn(sure.scores, sure.labels);
    const text = JSON.stringify(calibration);
    expect(JSON.stringify(restoreCalibration(JSON.parse(text)))).toBe(text);
  });

  it('refuses no rows, and scores that are not finite', async () => {
    await expect((async () => learn(new Float64Array(0), new Uint8Array(0)))()).rejects.toThrow(
      'scores has no entries',
    );
    await expect((async () => learn(Float64Array.of(Infinity), Uint8Array.of(1)))()).rejects.toThrow('scores[0]');
  });
});

describe('isotonic', () => {
  it('is the rising line with the least squared error', () => {
    // Worked out by hand: 1 before 0 is pooled.
    const calibration = learnIsotonic(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 1, 0, 1));
    expect([1, 2, 2.5, 3, 4].map((score) => calibration.probability(score))).toEqual([0, 0.5, 0.5, 0.5, 1]);
    expect(calibration.probability(3.5)).toBe(0.75);
    expect([-9, 9].map((score) => calibration.probability(score))).toEqual([0, 1]);
  });

  it('keeps the mean', () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const calibration = learnIsotonic(scores, labels);
        const given = scores.reduce((sum, score) => sum + calibration.probability(score), 0);
        expect(given).toBeCloseTo(
          labels.reduce((sum, label) => sum + label, 0),
          9,
        );
      }),
    );
  });

  it('counts a row of weight 2 as two rows', () => {
    const weighted = learnIsotonic(Float64Array.of(1, 1), Uint8Array.of(1, 0), Float64Array.of(3, 1));
    expect(weighted.probability(1)).toBe(0.75);
    expect(() => learnIsotonic(Float64Array.of(1), Uint8Array.of(1), Float64Array.of(0))).toThrow('weights');
  });
});

describe('Platt', () => {
  it('never promises all or nothing, even where labels part perfectly', async () => {
    const { slope, probability } = await learnPlatt(Float64Array.of(-2, -1, 1, 2), Uint8Array.of(0, 0, 1, 1)).then(
      (platt) => ({ slope: platt.slope, probability: platt.probability(2) }),
    );
    expect(Number.isFinite(slope)).toBe(true);
    expect(probability).toBeLessThan(0.95);
  });

  it('gives all the same where higher scores go with fewer 1', async () => {
    const calibration = await learnPlatt(Float64Array.of(1, 2, 3, 4), Uint8Array.of(1, 1, 0, 0));
    expect(calibration.slope).toBe(0);
    expect(calibration.probability(9)).toBeCloseTo(0.5);
  });
});

describe('a calibration from JSON', () => {
  it('may be none', () => {
    expect(restoreCalibration(JSON.parse(JSON.stringify(noCalibration)))).toBe(noCalibration);
  });

  it.each([
    ['kind', { kind: 'magic' }],
    ['slope', { kind: 'platt', slope: -1, intercept: 0 }],
    ['scores has to rise', { kind: 'isotonic', scores: [2, 1], probabilities: [0, 1] }],
    ['probabilities must not fall', { kind: 'isotonic', scores: [1, 2], probabilities: [1, 0] }],
    ['probabilities[1]', { kind: 'isotonic', scores: [1, 2], probabilities: [0, 1.5] }],
    ['scores has no numbers', { kind: 'isotonic', scores: [], probabilities: [] }],
  ])('says what is wrong: %s', (message, json) => {
    expect(() => restoreCalibration({ format: 'sintonia-calibration-1', ...json })).toThrow(message);
  });
});
