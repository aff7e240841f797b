import type { Condition } from '../language/condition.js';

/** Names of the segments that a condition refers to, each once. */
export function segmentsIn(condition: Condition): string[] {
  const names = new Set<string>();
  const pending: Condition[] = [condition];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ('inSegment' in next) names.add(next.inSegment);
    else if ('not' in next) pending.push(next.not);
    else if ('all' in next) pending.push(...next.all);
    else if ('any' in next) pending.push(...next.any);
  }
  return [...names];
}
