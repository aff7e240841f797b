/** What each column of a row adds to its log-odds. */
export interface Contributions {
  /** What a row has of which nothing is known. */
  readonly base: number;
  /** One for each column; `base` and they add up to the log-odds. */
  readonly values: Float64Array;
}

/** Says how likely a row is a 1. Rows have one number for each of `names`; NaN is a missing number. */
export interface Classifier {
  readonly names: readonly string[];
  /** ln(p / (1 − p)) of the row, before any calibration. @throws RangeError for a row of another length */
  logOdds(row: ArrayLike<number>): number;
  /** 0 to 1. */
  probability(row: ArrayLike<number>): number;
  /** Why: the parts of `logOdds`. */
  contributions(row: ArrayLike<number>): Contributions;
}

/** The probability that belongs to log-odds, 0 to 1. */
export function logistic(logOdds: number): number {
  return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));
}
