import { measureOf } from '../compile/measure-of.js';
import type { PercentileCondition } from '../language/person-condition.js';
import type { Rule } from '../language/rule.js';
import type { RuleProfile } from '../language/rule-subject.js';
import { parseRule } from '../parse/parse-rule.js';
import { thresholdOf } from './threshold-of.js';
import { freezePercentiles, mapPercentiles, type Thresholds, thresholdKey } from './thresholds.js';

interface Measured {
  readonly of: ReturnType<typeof measureOf>;
  readonly values: number[];
}

/** Learns the thresholds of percentiles from people, one by one; keeps one number for each person and measure. */
export class PercentileFit {
  readonly #measured = new Map<string, Measured>();
  readonly #asked = new Map<string, { readonly condition: PercentileCondition; readonly of: Measured }>();

  /** @throws SINTONIA_INPUT_* as `parseRule` does. */
  constructor(...rules: readonly Rule[]) {
    for (const rule of rules) {
      mapPercentiles(parseRule(rule).rule, (condition) => {
        this.#asked.set(thresholdKey(condition), { condition, of: this.#measure(condition) });
        return condition;
      });
    }
  }

  /** Whether there is anything to learn. */
  get needed(): boolean {
    return this.#asked.size > 0;
  }

  /** Takes a person into account. Who lacks a measure counts neither above nor below. */
  add(profile: RuleProfile): void {
    for (const { of, values } of this.#measured.values()) {
      const value = of(profile);
      if (value !== undefined) values.push(value);
    }
  }

  /** None where a measure is known of fewer than 20 people: nobody meets the condition then. */
  thresholds(): Thresholds {
    const sorted = new Map([...this.#measured.values()].map((each) => [each, Float64Array.from(each.values).sort()]));
    return Object.fromEntries(
      [...this.#asked].flatMap(([key, { condition, of }]) => {
        const threshold = thresholdOf(condition, sorted.get(of) ?? []);
        return threshold === undefined ? [] : [[key, threshold]];
      }),
    );
  }

  #measure({ percentile }: PercentileCondition): Measured {
    const key = JSON.stringify(percentile);
    const measured = this.#measured.get(key) ?? { of: measureOf(percentile), values: [] };
    this.#measured.set(key, measured);
    return measured;
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
  return freezePercentiles(parseRule(rule), fit.thresholds());
}
