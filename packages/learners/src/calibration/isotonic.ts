import { byScore, eachTie } from '../metrics/by-score.js';
import { checkLabels, checkNumbers, weightsOf } from '../work/checks.js';
import type { Calibration, CalibrationJson } from './calibration.js';

/** A line that never falls, through points; level before the first and after the last. */
export class IsotonicCalibration implements Calibration {
  readonly kind = 'isotonic';
  readonly #scores: Float64Array;
  readonly #probabilities: Float64Array;

  /** @internal */
  constructor(scores: Float64Array, probabilities: Float64Array) {
    this.#scores = scores;
    this.#probabilities = probabilities;
  }

  probability(logOdds: number): number {
    const scores = this.#scores;
    let low = 0;
    let high = scores.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((scores[middle] as number) < logOdds) low = middle + 1;
      else high = middle;
    }
    const above = this.#probabilities[Math.min(low, scores.length - 1)] as number;
    if (low === 0 || low === scores.length) return above;
    const below = this.#probabilities[low - 1] as number;
    const start = scores[low - 1] as number;
    const share = (logOdds - start) / ((scores[low] as number) - start);
    return below + (above - below) * share;
  }

  toJSON(): CalibrationJson {
    return {
      format: 'sintonia-calibration-1',
      kind: 'isotonic',
      scores: [...this.#scores],
      probabilities: [...this.#probabilities],
    };
  }
}

interface Block {
  readonly first: number;
  readonly last: number;
  readonly weight: number;
  readonly sum: number;
}

/**
 * The rising step function with the least squared error, its steps joined by straight lines: pool adjacent violators (Ayer et al.,
 * 1955; Zadrozny & Elkan, 2002). Needs some thousand rows; with fewer, Platt's errs less.
 *
 * @param weights how much each row counts. Default: 1 each
 * @throws RangeError, TypeError for labels that do not fit, scores that are not finite, no rows
 */
export function learnIsotonic(scores: Float64Array, labels: Uint8Array, weights?: Float64Array): IsotonicCalibration {
  checkNumbers(scores, scores.length, 'scores');
  if (scores.length === 0) throw new RangeError('scores has no entries; it needs at least one.');
  checkLabels(labels, scores.length);
  const blocks = poolViolators(tiedBlocks(scores, labels, weightsOf(weights, scores.length)));
  const ends = blocks.flatMap(({ first, last, weight, sum }) => {
    const points = first === last ? [first] : [first, last];
    return points.map((score) => [score, sum / weight] as const);
  });
  return new IsotonicCalibration(
    Float64Array.from(ends, ([score]) => score),
    Float64Array.from(ends, ([, probability]) => probability),
  );
}

/** One block for each score that occurs with any weight, lowest first. */
function tiedBlocks(scores: Float64Array, labels: Uint8Array, weights: Float64Array): Block[] {
  const order = byScore(scores);
  const blocks: Block[] = [];
  eachTie(scores, order, (from, to) => {
    const score = scores[order[from] as number] as number;
    let weight = 0;
    let sum = 0;
    for (let at = from; at < to; at++) {
      const row = order[at] as number;
      weight += weights[row] as number;
      sum += (weights[row] as number) * (labels[row] as number);
    }
    if (weight > 0) blocks.push({ first: score, last: score, weight, sum });
  });
  if (blocks.length === 0) throw new RangeError('weights are all 0; at least one has to be above.');
  return blocks;
}

function poolViolators(blocks: readonly Block[]): readonly Block[] {
  const pooled: Block[] = [];
  for (let block of blocks) {
    for (let before = pooled.at(-1); before && before.sum / before.weight >= block.sum / block.weight; ) {
      pooled.pop();
      block = {
        first: before.first,
        last: block.last,
        weight: before.weight + block.weight,
        sum: before.sum + block.sum,
      };
      before = pooled.at(-1);
    }
    pooled.push(block);
  }
  return pooled;
}
