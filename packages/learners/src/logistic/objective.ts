import { logistic } from '../classifier/classifier.js';
import type { Pace } from '../work/pace.js';

/** A regression to solve. Column 0 of the design is the intercept, all 1. */
export interface LogisticTask {
  readonly columns: number;
  /** Row by row. Finite. */
  readonly design: Float64Array;
  /** One for each row, 0 to 1. */
  readonly targets: Float64Array;
  readonly weights: Float64Array;
  /** λ of each column. */
  readonly penalties: Float64Array;
}

// Rows between two looks at the clock.
const ROWS = 512;

/** Penalised log loss Σ w (ln(1 + eᶻ) − t z) + ½ Σ λ β², and its derivatives. */
export class LogisticObjective {
  readonly #task: LogisticTask;
  readonly #pace: Pace;

  constructor(task: LogisticTask, pace: Pace) {
    this.#task = task;
    this.#pace = pace;
  }

  /** z of each row. */
  async margins(coefficients: Float64Array): Promise<Float64Array> {
    const { columns, design, targets } = this.#task;
    const margins = new Float64Array(targets.length);
    for (let row = 0; row < targets.length; row++) {
      if (row % ROWS === 0) await this.#pace.rest();
      let sum = 0;
      for (let column = 0, at = row * columns; column < columns; column++, at++) {
        sum += (design[at] as number) * (coefficients[column] as number);
      }
      margins[row] = sum;
    }
    return margins;
  }

  value(margins: Float64Array, coefficients: Float64Array): number {
    const { targets, weights, penalties } = this.#task;
    let loss = 0;
    for (let row = 0; row < targets.length; row++) {
      const margin = margins[row] as number;
      const softplus = Math.max(0, margin) + Math.log1p(Math.exp(-Math.abs(margin)));
      loss += (weights[row] as number) * (softplus - (targets[row] as number) * margin);
    }
    coefficients.forEach((each, column) => {
      loss += ((penalties[column] as number) * each * each) / 2;
    });
    return loss;
  }

  async gradient(margins: Float64Array, coefficients: Float64Array): Promise<Float64Array> {
    const { columns, design, targets, weights, penalties } = this.#task;
    const gradient = coefficients.map((each, column) => each * (penalties[column] as number));
    for (let row = 0; row < targets.length; row++) {
      if (row % ROWS === 0) await this.#pace.rest();
      const error = (weights[row] as number) * (logistic(margins[row] as number) - (targets[row] as number));
      for (let column = 0, at = row * columns; column < columns; column++, at++) {
        gradient[column] = (gradient[column] as number) + error * (design[at] as number);
      }
    }
    return gradient;
  }

  /** The lower half of the matrix of second derivatives. */
  async curvature(margins: Float64Array): Promise<Float64Array> {
    const { columns, design, targets, weights, penalties } = this.#task;
    const matrix = new Float64Array(columns * columns);
    for (let row = 0; row < targets.length; row++) {
      if (row % ROWS === 0) await this.#pace.rest();
      const probability = logistic(margins[row] as number);
      const weight = (weights[row] as number) * probability * (1 - probability);
      const from = row * columns;
      for (let i = 0; i < columns; i++) {
        const scaled = weight * (design[from + i] as number);
        if (scaled === 0) continue;
        for (let j = 0, at = i * columns; j <= i; j++, at++) {
          matrix[at] = (matrix[at] as number) + scaled * (design[from + j] as number);
        }
      }
    }
    penalties.forEach((penalty, column) => {
      const at = column * (columns + 1);
      matrix[at] = (matrix[at] as number) + penalty;
    });
    return matrix;
  }
}
