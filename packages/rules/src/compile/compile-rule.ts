import type { MembershipReason } from '@sintonia/spec';
import { EventIndex } from '../events/event-index.js';
import type { Rule } from '../language/rule.js';
import type { RuleSubject } from '../language/rule-subject.js';
import { parseRule } from '../parse/parse-rule.js';
import { compileCondition } from './compile-condition.js';

/** A rule that answers from a person's whole history. Pure: the same subject, the same answer. */
export interface CompiledRule {
  matches(subject: RuleSubject): boolean;
  /** The facts that make it match; none when it does not. A fact that makes a `not` hold has a band that begins with `not`. */
  explain(subject: RuleSubject): MembershipReason[];
}

/**
 * Checks a rule and turns it into closures, once. Asking costs as much as the subject has signals, of the types that the rule
 * listens to; `IncrementalRule` needs no history.
 *
 * @throws SINTONIA_INPUT_* as `parseRule` does.
 */
export function compileRule(rule: Rule): CompiledRule {
  const index = new EventIndex();
  const condition = compileCondition(parseRule(rule).rule, index);
  const viewOf = (subject: RuleSubject) => ({ subject, events: index.replay(subject.signals ?? []) });
  return {
    matches: (subject) => condition.holds(viewOf(subject)),
    explain(subject) {
      const view = viewOf(subject);
      const reasons: MembershipReason[] = [];
      if (condition.holds(view)) condition.explain(view, true, reasons);
      return reasons;
    },
  };
}
