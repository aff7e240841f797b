import type { PerformedCondition, SequenceCondition } from './event-condition.js';
import type { AttributeCondition, ComparisonCondition } from './item-condition.js';
import type { NearCondition, NearTraitCondition } from './near-condition.js';
import type {
  AgeCondition,
  ListCondition,
  MeasureCondition,
  PercentileCondition,
  SegmentCondition,
  TraitCondition,
} from './person-condition.js';

/** Every condition holds. An empty list holds. */
export interface AllOf<Of = Condition> {
  readonly all: readonly Of[];
}

/** At least one condition holds. An empty list does not hold. */
export interface AnyOf<Of = Condition> {
  readonly any: readonly Of[];
}

/** The condition does not hold. */
export interface Not<Of = Condition> {
  readonly not: Of;
}

/** One condition, told from the others by its first key. Plain JSON. */
export type Condition =
  | AllOf
  | AnyOf
  | Not
  | TraitCondition
  | MeasureCondition
  | AgeCondition
  | PercentileCondition
  | SegmentCondition
  | ListCondition
  | PerformedCondition
  | SequenceCondition
  | AttributeCondition
  | ComparisonCondition
  | NearCondition
  | NearTraitCondition;
