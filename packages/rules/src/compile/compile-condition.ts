import type { EventIndex } from '../events/event-index.js';
import type { Condition } from '../language/condition.js';
import { combine, negate } from './combinators.js';
import { compileAttribute } from './compile-attribute.js';
import { compileComparison } from './compile-comparison.js';
import { compileEvents } from './compile-events.js';
import { compileNear, compileNearTrait } from './compile-near.js';
import {
  compileAge,
  compileInList,
  compileInSegment,
  compileMeasure,
  compilePercentile,
  compileTrait,
} from './compile-person-condition.js';
import type { CompiledCondition } from './compiled-condition.js';

/** Turns a checked condition into closures; what has to be remembered of signals is entered into the index. */
export function compileCondition(condition: Condition, index: EventIndex): CompiledCondition {
  const each = (inner: Condition) => compileCondition(inner, index);
  if ('all' in condition) return combine(condition.all.map(each), false);
  if ('any' in condition) return combine(condition.any.map(each), true);
  if ('not' in condition) return negate(each(condition.not));
  if ('near' in condition) return compileNear(condition);
  if ('trait' in condition) return compileTrait(condition);
  if ('measure' in condition) return compileMeasure(condition);
  if ('age' in condition) return compileAge(condition);
  if ('percentile' in condition) return compilePercentile(condition);
  if ('inSegment' in condition) return compileInSegment(condition);
  if ('inList' in condition) return compileInList(condition);
  if ('nearTrait' in condition) return compileNearTrait(condition);
  if ('isTrait' in condition || 'atLeastTrait' in condition || 'atMostTrait' in condition) {
    return compileComparison(condition);
  }
  if ('attribute' in condition) return compileAttribute(condition);
  return compileEvents(condition, index);
}
