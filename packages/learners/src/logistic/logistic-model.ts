import { type Classifier, type Contributions, logistic } from '../classifier/classifier.js';
import { Standardiser, type StandardiserJson } from '../matrix/standardiser.js';
import { readFormat, readNumber, readNumbers } from '../work/read-json.js';

/** A logistic regression. A missing number counts as the mean, plus what its being missing says. Made by `learnLogistic`. */
export class LogisticModel implements Classifier {
  readonly names: readonly string[];

  /** @internal */
  constructor(
    readonly standardiser: Standardiser,
    /** Log-odds of a row of means. */
    readonly base: number,
    /** What one standard deviation more of a column adds to the log-odds. */
    readonly weights: Float64Array,
    /** What a missing number of a column adds; 0 where none was missing in learning. */
    readonly missing: Float64Array,
  ) {
    this.names = standardiser.names;
  }

  /** On the scale of the columns: `intercept` + Σ `coefficients` · x are the log-odds of a row with nothing missing. */
  get original(): { readonly intercept: number; readonly coefficients: Float64Array } {
    const { centres, factors } = this.standardiser;
    const coefficients = this.weights.map((weight, column) => weight * (factors[column] as number));
    const shift = coefficients.reduce((sum, each, column) => sum + each * (centres[column] as number), 0);
    return { intercept: this.base - shift, coefficients };
  }

  logOdds(row: ArrayLike<number>): number {
    return this.contributions(row).values.reduce((sum, value) => sum + value, this.base);
  }

  probability(row: ArrayLike<number>): number {
    return logistic(this.logOdds(row));
  }

  contributions(row: ArrayLike<number>): Contributions {
    const values = this.standardiser.row(row).map((value, column) => {
      return Number.isNaN(value) ? (this.missing[column] as number) : value * (this.weights[column] as number);
    });
    return { base: this.base, values };
  }

  toJSON(): LogisticJson {
    return {
      format: 'sintonia-logistic-1',
      standardiser: this.standardiser.toJSON(),
      base: this.base,
      weights: [...this.weights],
      missing: [...this.missing],
    };
  }

  /** @throws RangeError, TypeError that name what is wrong */
  static fromJSON(json: unknown): LogisticModel {
    const { standardiser, base, weights, missing } = readFormat(json, 'sintonia-logistic-1');
    const scale = Standardiser.fromJSON(standardiser);
    const { length } = scale.names;
    return new LogisticModel(
      scale,
      readNumber(base, 'base'),
      readNumbers(weights, 'weights', { length }),
      readNumbers(missing, 'missing', { length }),
    );
  }
}

/** A logistic regression as plain JSON. */
export interface LogisticJson {
  readonly format: 'sintonia-logistic-1';
  readonly standardiser: StandardiserJson;
  readonly base: number;
  readonly weights: readonly number[];
  readonly missing: readonly number[];
}
