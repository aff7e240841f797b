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

/** Types of the signals that a condition listens to, each once; undefined when it looks at anything else, too. */
export function signalsIn(condition: Condition): ReadonlySet<string> | undefined {
  if ('performed' in condition) return new Set([condition.performed]);
  if ('sequence' in condition) return new Set(condition.sequence.map(({ performed }) => performed));
  if ('not' in condition) return signalsIn(condition.not);
  if (!('all' in condition || 'any' in condition)) return undefined;
  const types = new Set<string>();
  for (const each of 'all' in condition ? condition.all : condition.any) {
    const theirs = signalsIn(each);
    if (theirs === undefined) return undefined;
    for (const type of theirs) types.add(type);
  }
  return types;
}

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
