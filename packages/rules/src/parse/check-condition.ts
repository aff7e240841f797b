import { readObject } from '@sintonia/spec';
import { checkPerformed, checkSequence } from './check-event-condition.js';
import { assertFields, invalid, listOf } from './check-field.js';
import { checkAttribute, checkComparison, checkNear, checkNearTrait } from './check-item-condition.js';
import {
  checkAge,
  checkInList,
  checkInSegment,
  checkMeasureCondition,
  checkPercentile,
  checkTrait,
} from './check-person-condition.js';
import type { RuleCost } from './rule-cost.js';

type Check = (node: Record<string, unknown>, field: string, cost: RuleCost) => void;

/** Kinds of conditions in the order in which their keys are looked for: `near` first, for it has `trait` or `attribute` too; `attribute` last. */
const checks: Readonly<Record<string, Check>> = {
  near: checkNear,
  trait: checkTrait,
  measure: checkMeasureCondition,
  age: checkAge,
  percentile: checkPercentile,
  inSegment: checkInSegment,
  inList: checkInList,
  performed: checkPerformed,
  sequence: checkSequence,
  nearTrait: checkNearTrait,
  isTrait: checkComparison('isTrait'),
  atLeastTrait: checkComparison('atLeastTrait'),
  atMostTrait: checkComparison('atMostTrait'),
  attribute: checkAttribute,
};
const combinators = ['all', 'any', 'not'];
const kinds = [...combinators, ...Object.keys(checks)];

/** Which kinds of conditions are spoken: all of them, or those of item filters. */
export type Dialect = 'rule' | 'itemFilter';
const spoken: Record<Dialect, readonly string[]> = { rule: kinds, itemFilter: [...combinators, 'attribute'] };

/**
 * Checks a condition that is known to be JSON, every part of it. The depth is bounded before it goes deeper.
 *
 * @throws SINTONIA_INPUT_* that names the part at fault.
 */
export function checkCondition(value: unknown, field: string, cost: RuleCost, dialect: Dialect, depth = 1): void {
  const node = readObject(value, field);
  cost.node(field, depth);
  const kind = spoken[dialect].find((name) => name in node);
  if (kind === undefined) invalid(field, `must have one of ${spoken[dialect].join(', ')}`);
  const inner = (each: unknown, at: string) => checkCondition(each, at, cost, dialect, depth + 1);
  if (kind === 'not') {
    assertFields(node, field, ['not']);
    inner(node.not, `${field}.not`);
  } else if (kind === 'all' || kind === 'any') {
    assertFields(node, field, [kind]);
    for (const [index, each] of listOf(node[kind], `${field}.${kind}`).entries()) {
      inner(each, `${field}.${kind}[${index}]`);
    }
  } else checks[kind]?.(node, field, cost);
}
