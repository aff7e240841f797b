import type { PersonId } from './person.js';

/** What a feature did to a prediction. */
export interface FeatureContribution {
  readonly feature: string;
  /** What the feature was; `null` where it was not known. */
  readonly value: number | string | null;
  /** How far it moved the answer, in the unit that the model adds up in (log-odds for probabilities). Finite. */
  readonly contribution: number;
}

/** A number about what a person will do, or why there is none. Never a guess in the place of a number. */
export type Prediction =
  | {
      /** What is predicted, such as `probabilityAlive`, `expectedPurchases`. */
      readonly name: string;
      readonly outcome: 'predicted';
      /** Finite. A date is milliseconds since 1970. */
      readonly value: number;
      /** Such as `probability`, `orders`, `EUR`, `date`. */
      readonly unit: string;
      /** Where the truth lies in 8 of 10 such cases, low then high, in the same unit. */
      readonly interval?: readonly [low: number, high: number];
      /** Strongest first. */
      readonly contributions?: readonly FeatureContribution[];
    }
  | {
      readonly name: string;
      readonly outcome: 'insufficientData';
      /** What would have to be there, such as `30 repeat buyers`. */
      readonly lacks: string;
    };

/** What a model needs before it says anything: below `minimum` it answers `insufficientData`. */
export interface DataRequirement {
  /** What is counted, such as `buyers`, `repeatBuyers`, `observation`. */
  readonly measure: string;
  readonly minimum: number;
  /** Unit of `minimum`, such as `people`, `days`. */
  readonly unit: string;
}

/** What all segmenters predict of one person. */
export interface Predictions {
  readonly person: PersonId;
  readonly predictions: readonly (Prediction & { /** Who says so. */ readonly segmenter: string })[];
}

/** How what came differs from what a model learnt from. */
export interface Drift {
  /**
   * `population`: a feature is distributed otherwise (population stability index). `calibration`: what was predicted did not
   * come true as often (difference of the shares). `purchases`: more or fewer than the model expected (observed / expected).
   */
  readonly kind: 'population' | 'calibration' | 'purchases';
  /** The feature, or the prediction. */
  readonly of: string;
  readonly value: number;
  /** The bound that `value` went beyond. */
  readonly threshold: number;
  /** `moderate`: watch it. `major`: do not rely on older predictions. */
  readonly level: 'moderate' | 'major';
}
