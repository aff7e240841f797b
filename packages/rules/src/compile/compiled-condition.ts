import type { MembershipReason } from '@sintonia/spec';
import type { EventStates } from '../events/event-state.js';
import type { RuleSubject } from '../language/rule-subject.js';
import { type Standing, standing } from './standing.js';

/** What a compiled condition looks at. */
export interface View {
  readonly subject: RuleSubject;
  /** What is remembered of the person's signals. */
  readonly events: EventStates;
}

/** A condition as closures. */
export interface CompiledCondition {
  holds(view: View): boolean;
  /** The same answer, and how long it stands. */
  standing(view: View): Standing;
  /** Adds the facts that make the answer `held`. Asked only when it is. */
  explain(view: View, held: boolean, reasons: MembershipReason[]): void;
}

/** A condition without conditions inside. */
export function leaf(parts: {
  holds(view: View): boolean;
  /** As `Standing.until`. Default: time alone changes nothing. */
  until?(view: View): number;
  reason(view: View): MembershipReason;
}): CompiledCondition {
  const { holds, until, reason } = parts;
  return {
    holds,
    standing: (view) => standing(holds(view), until?.(view)),
    explain(view, held, reasons) {
      const fact = reason(view);
      reasons.push(held ? fact : { ...fact, band: fact.band === undefined ? 'not' : `not ${fact.band}` });
    },
  };
}
