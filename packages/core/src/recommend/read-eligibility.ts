import { EligibilityRule, listsIn, parseRule, segmentsIn } from '@sintonia/rules';
import { under } from '../segment/read-segments.js';

/** The rule of the house, and what has to be looked up of a person to ask it. Without one every item is for everybody. */
export interface HouseEligibility {
  readonly rule: EligibilityRule;
  readonly lists: readonly string[];
  readonly segments: readonly string[];
}

/** @throws SINTONIA_INPUT_* that names the part of the rule. */
export function readEligibility(input: unknown): HouseEligibility {
  return under('eligibility', () => {
    const rule = parseRule(input);
    return { rule: new EligibilityRule(rule), lists: listsIn(rule.rule), segments: segmentsIn(rule.rule) };
  });
}
