import { measureOf } from '../compile/measure-of.js';
import type { Condition } from '../language/condition.js';
import type { Measure, PercentileCondition } from '../language/person-condition.js';
import type { Rule } from '../language/rule.js';
import type { RuleProfile } from '../language/rule-subject.js';
import { parseRule } from '../parse/parse-rule.js';
import { thresholdOf } from './threshold-of.js';

/** Learns the thresholds of a rule's percentiles from people, one by one; keeps one number for each person and measure. */
export class PercentileFit {
  readonly #rule: Rule;
  readonly #measured = new Map<string, { of: ReturnType<typeof measureOf>; values: number[] }>();

  /** @throws SINTONIA_INPUT_* as `parseRule` does. */
  constructor(rule: Rule) {
    this.#rule = parseRule(rule);
    mapPercentiles(this.#rule.rule, (condition) => {
      this.#measured.set(keyOf(condition.percentile), { of: measureOf(condition.percentile), values: [] });
      return condition;
    });
  }

  /** Whether there is anything to learn. */
  get needed(): boolean {
    return this.#measured.size > 0;
  }

  /** Takes a person into account. Who lacks a measure counts neither above nor below. */
  add(profile: RuleProfile): void {
    for (const { of, values } of this.#measured.values()) {
      const value = of(profile);
      if (value !== undefined) values.push(value);
    }
  }

  /** The rule with thresholds. Where a measure is known of fewer than 20 people there is none, and nobody meets the condition. */
  fitted(): Rule {
    const sorted = new Map([...this.#measured].map(([key, { values }]) => [key, Float64Array.from(values).sort()]));
    const rule = mapPercentiles(this.#rule.rule, ({ threshold: _, ...condition }) => {
      const threshold = thresholdOf(condition as PercentileCondition, sorted.get(keyOf(condition.percentile)) ?? []);
      return (threshold === undefined ? condition : { ...condition, threshold }) as PercentileCondition;
    });
    return { language: 1, rule };
  }
}

/**
 * Freezes the percentiles of a rule: a copy in which each has the threshold that parts these people.
 *
 * @throws SINTONIA_INPUT_* as `parseRule` does.
 */
export function fitPercentiles(rule: Rule, people: Iterable<RuleProfile>): Rule {
  const fit = new PercentileFit(rule);
  for (const person of people) fit.add(person);
  return fit.fitted();
}

const keyOf = (measure: Measure) => JSON.stringify(measure);

function mapPercentiles(condition: Condition, map: (condition: PercentileCondition) => PercentileCondition): Condition {
  const each = (inner: Condition) => mapPercentiles(inner, map);
  if ('all' in condition) return { all: condition.all.map(each) };
  if ('any' in condition) return { any: condition.any.map(each) };
  if ('not' in condition) return { not: each(condition.not) };
  return 'percentile' in condition ? map(condition) : condition;
}
