import type { Condition } from '../language/condition.js';

/** Names of the segments that a condition refers to, each once. */
export const segmentsIn = (condition: Condition): string[] =>
  namesIn(condition, (each) => ('inSegment' in each ? each.inSegment : undefined));

/** Names of the lists that a condition refers to, each once. */
export const listsIn = (condition: Condition): string[] =>
  namesIn(condition, (each) => ('inList' in each ? each.inList : undefined));

/** Names of the traits of a person that a condition looks at, each once. */
export const traitsIn = (condition: Condition): string[] =>
  namesIn(condition, (each) => {
    if ('trait' in each) return each.trait;
    if ('nearTrait' in each) return each.nearTrait;
    if ('isTrait' in each) return each.isTrait;
    if ('atLeastTrait' in each) return each.atLeastTrait;
    if ('atMostTrait' in each) return each.atMostTrait;
    const measure = 'measure' in each ? each.measure : 'percentile' in each ? each.percentile : 'revenue';
    return typeof measure === 'object' && 'trait' in measure ? measure.trait : undefined;
  });

function namesIn(condition: Condition, nameIn: (condition: Condition) => string | undefined): string[] {
  const names = new Set<string>();
  const pending: Condition[] = [condition];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const name = nameIn(next);
    if (name !== undefined) names.add(name);
    else if ('not' in next) pending.push(next.not);
    else if ('all' in next) pending.push(...next.all);
    else if ('any' in next) pending.push(...next.any);
  }
  return [...names];
}
