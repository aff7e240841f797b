import type { Condition } from '../language/condition.js';
import type { PercentileCondition } from '../language/person-condition.js';
import type { Rule } from '../language/rule.js';

/**
 * What a fit has found, by percentile: the value from which on (top) or up to which (bottom) somebody meets it; `null` when no
 * value parts so small a share of the people from the rest. Plain JSON, so that it can be kept and sent.
 */
export type Thresholds = Readonly<Record<string, number | null>>;

/** Under which name the threshold of a percentile is kept: the same for every rule that asks for it. */
export function thresholdKey({ percentile, ...condition }: PercentileCondition): string {
  const side = 'top' in condition ? { top: condition.top } : { bottom: condition.bottom };
  return JSON.stringify({ percentile, ...side });
}

/** A copy of a rule whose percentiles have these thresholds and no others. */
export function freezePercentiles({ language, rule }: Rule, thresholds: Thresholds): Rule {
  const frozen = mapPercentiles(rule, ({ threshold: _, ...condition }) => {
    const key = thresholdKey(condition as PercentileCondition);
    return (
      Object.hasOwn(thresholds, key) ? { ...condition, threshold: thresholds[key] } : condition
    ) as PercentileCondition;
  });
  return { language, rule: frozen };
}

/** The same condition with every percentile in it replaced. */
export function mapPercentiles(
  condition: Condition,
  map: (condition: PercentileCondition) => PercentileCondition,
): Condition {
  const each = (inner: Condition) => mapPercentiles(inner, map);
  if ('all' in condition) return { all: condition.all.map(each) };
  if ('any' in condition) return { any: condition.any.map(each) };
  if ('not' in condition) return { not: each(condition.not) };
  return 'percentile' in condition ? map(condition) : condition;
}
