import type { MembershipReason } from '@sintonia/spec';
import type { EventStates } from '../events/event-state.js';
import type { RuleSubject } from '../language/rule-subject.js';

/** What a compiled condition looks at. */
export interface View {
  readonly subject: RuleSubject;
  /** What is remembered of the person's signals. */
  readonly events: EventStates;
}

/** A condition as closures. */
export interface CompiledCondition {
  holds(view: View): boolean;
  /**
   * The first moment after `now` at which the answer may be another by the passing of time alone; Infinity when it will not.
   * Never later than the true one.
   */
  nextChangeAt(view: View): number;
  /** Adds the facts that make the answer `held`. Asked only when it is. */
  explain(view: View, held: boolean, reasons: MembershipReason[]): void;
}

/** A condition without conditions inside. */
export function leaf(parts: {
  holds(view: View): boolean;
  /** Default: time alone changes nothing. */
  nextChangeAt?(view: View): number;
  reason(view: View): MembershipReason;
}): CompiledCondition {
  return {
    holds: parts.holds,
    nextChangeAt: parts.nextChangeAt ?? (() => Infinity),
    explain(view, held, reasons) {
      const reason = parts.reason(view);
      const band = reason.band === undefined ? 'not' : `not ${reason.band}`;
      reasons.push(held ? reason : { ...reason, band });
    },
  };
}
