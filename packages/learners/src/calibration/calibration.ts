/** Makes a probability of log-odds that may be too sure, or not sure enough. Never falls as they rise. */
export interface Calibration {
  readonly kind: 'none' | 'platt' | 'isotonic';
  /** 0 to 1. */
  probability(logOdds: number): number;
  toJSON(): CalibrationJson;
}

/** A calibration as plain JSON. */
export type CalibrationJson = { readonly format: 'sintonia-calibration-1' } & (
  | { readonly kind: 'none' }
  | { readonly kind: 'platt'; readonly slope: number; readonly intercept: number }
  | { readonly kind: 'isotonic'; readonly scores: readonly number[]; readonly probabilities: readonly number[] }
);
