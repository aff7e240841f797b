import { EligibilityRule, listsIn, parseRule, segmentsIn } from '@sintonia/rules';
import { assertRetained } from '../profile/assert-retained.js';
import { under } from '../segment/read-segments.js';

/** The rule of the house, and what has to be looked up of a person to ask it. Without one every item is for everybody. */
export interface HouseEligibility {
  readonly rule: EligibilityRule;
  readonly lists: readonly string[];
  readonly segments: readonly string[];
}

/** @param retentionMs for how long signals are kept. @throws SINTONIA_INPUT_* that names the part of the rule. */
export function readEligibility(input: unknown, retentionMs: number): HouseEligibility {
  const rule = under('eligibility', () => parseRule(input));
  assertRetained(rule, retentionMs, 'eligibility');
  return under('eligibility', () => ({
    rule: new EligibilityRule(rule),
    lists: listsIn(rule.rule),
    segments: segmentsIn(rule.rule),
  }));
}
