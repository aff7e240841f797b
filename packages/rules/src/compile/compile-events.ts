import type { EventIndex } from '../events/event-index.js';
import type { PerformedCondition, SequenceCondition } from '../language/event-condition.js';
import { type CompiledCondition, leaf } from './compiled-condition.js';

export function compileEvents(condition: PerformedCondition | SequenceCondition, index: EventIndex): CompiledCondition {
  const { key, question } = index.enter(condition);
  return leaf({
    holds: ({ subject, events }) => question.holds(events[key], subject.now),
    until: ({ subject, events }) => question.nextChangeAt(events[key], subject.now),
    reason: ({ subject, events }) => question.reason(events[key], subject.now),
  });
}
