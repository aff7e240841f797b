import type { EventIndex } from '../events/event-index.js';
import type { PerformedCondition, SequenceCondition } from '../language/event-condition.js';
import { type CompiledCondition, leaf } from './compiled-condition.js';

export function compileEvents(condition: PerformedCondition | SequenceCondition, index: EventIndex): CompiledCondition {
  const { key, memory } = index.enter(condition);
  return leaf({
    holds: ({ subject, events }) => memory.holds(events[key], subject.now),
    until: ({ subject, events }) => memory.nextChangeAt(events[key], subject.now),
    reason: ({ subject, events }) => memory.reason(events[key], subject.now),
  });
}
