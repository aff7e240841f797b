export { type MeasureOf, type RuleBuilder, rules } from './build/rules.js';
export { type CompiledRule, compileRule } from './compile/compile-rule.js';
export { EligibilityRule } from './compile/eligibility-rule.js';
export { type ItemTest, itemRule } from './compile/item-rule.js';
export type { Chain, EventState, EventStates, SequenceState } from './events/event-state.js';
export { signalFilter } from './events/signal-filter.js';
export { IncrementalRule, type RuleState } from './incremental/incremental-rule.js';
export {
  type MembershipChange,
  MembershipTracker,
  type Settled,
} from './incremental/membership-tracker.js';
export { type TrackerState, unsettled } from './incremental/tracker-state.js';
export type * from './language/condition.js';
export { type Duration, readDuration } from './language/duration.js';
export type * from './language/event-condition.js';
export type * from './language/item-condition.js';
export type * from './language/near-condition.js';
export type * from './language/person-condition.js';
export type { Rule } from './language/rule.js';
export { ruleLimits } from './language/rule-limits.js';
export type * from './language/rule-subject.js';
export type * from './language/value-test.js';
export { assertAcyclic } from './parse/assert-acyclic.js';
export { parseRule } from './parse/parse-rule.js';
export { parseRules } from './parse/parse-rules.js';
export { listsIn, segmentsIn, traitsIn } from './parse/references-in.js';
export { windowIn } from './parse/window-in.js';
export { fitPercentiles, PercentileFit } from './percentile/percentile-fit.js';
export { freezePercentiles, type Thresholds } from './percentile/thresholds.js';
