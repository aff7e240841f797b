import type { Condition } from '../language/condition.js';
import { readDuration } from '../language/duration.js';

/**
 * How far back a condition looks at single signals, in milliseconds: its longest `within`. 0 where it looks at none, Infinity where it
 * asks whether something ever happened.
 */
export function windowIn(condition: Condition): number {
  if ('not' in condition) return windowIn(condition.not);
  if ('all' in condition || 'any' in condition) {
    return Math.max(0, ...('all' in condition ? condition.all : condition.any).map(windowIn));
  }
  if (!('performed' in condition || 'sequence' in condition)) return 0;
  return condition.within === undefined ? Number.POSITIVE_INFINITY : readDuration(condition.within, 'within');
}
