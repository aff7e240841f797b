import type { Item } from '@sintonia/spec';
import { EventIndex } from '../events/event-index.js';
import type { Condition } from '../language/condition.js';
import type { Rule } from '../language/rule.js';
import type { RuleSubject } from '../language/rule-subject.js';
import { parseRule } from '../parse/parse-rule.js';
import { compileCondition } from './compile-condition.js';
import type { View } from './compiled-condition.js';
import type { ItemTest } from './item-rule.js';

/** The person's part done: what is left to ask of an item, or the answer where nothing is left. */
type Rest = boolean | ItemTest;

/** A condition, before anybody asks. */
type Prepared = (view: View) => Rest;

/** A rule about a person and an item. Of a person it is worked out once; what then is left is asked of each item. */
export class EligibilityRule {
  readonly #index = new EventIndex();
  readonly #rule: Prepared;
  readonly #strict: Prepared;

  /** @throws SINTONIA_INPUT_* as `parseRule` does. */
  constructor(rule: Rule) {
    const { rule: condition } = parseRule(rule);
    this.#rule = this.#prepare(condition);
    this.#strict = this.#prepare(surely(condition, true));
  }

  /**
   * Whether items are for this person.
   *
   * @param subject who asks. Undefined: nothing may be known of them, and only what is for everybody, whoever they are, passes. Under
   *   `not`, too: a condition on the person counts as whatever keeps the item out.
   */
  for(subject: Omit<RuleSubject, 'item'> | undefined): ItemTest {
    const view = subject && { subject, events: this.#index.replay(subject.signals ?? []) };
    const rest = view ? this.#rule(view) : this.#strict({ subject: { now: 0 }, events: {} });
    return typeof rest === 'boolean' ? () => rest : rest;
  }

  #prepare(condition: Condition): Prepared {
    if ('not' in condition) {
      const inner = this.#prepare(condition.not);
      return (view) => negated(inner(view));
    }
    if ('all' in condition)
      return joined(
        condition.all.map((each) => this.#prepare(each)),
        false,
      );
    if ('any' in condition)
      return joined(
        condition.any.map((each) => this.#prepare(each)),
        true,
      );
    const compiled = compileCondition(condition, this.#index);
    if (!('attribute' in condition)) return (view) => compiled.holds(view);
    return (view) => (item: Item | undefined) => compiled.holds({ ...view, subject: { ...view.subject, item } });
  }
}

/** As `combine`: one answer that is `decisive` decides, and without one the answer is the opposite. */
function joined(parts: readonly Prepared[], decisive: boolean): Prepared {
  return (view) => {
    const tests: ItemTest[] = [];
    for (const part of parts) {
      const rest = part(view);
      if (rest === decisive) return decisive;
      if (typeof rest === 'function') tests.push(rest);
    }
    if (tests.length === 0) return !decisive;
    return (item) => tests.some((test) => test(item) === decisive) === decisive;
  };
}

function negated(rest: Rest): Rest {
  return typeof rest === 'boolean' ? !rest : (item) => !rest(item);
}

const ALWAYS: Condition = { all: [] };
const NEVER: Condition = { any: [] };

/** The rule where nothing is known of the person: their conditions count as whatever makes it fail. @param wanted false within a `not`. */
function surely(condition: Condition, wanted: boolean): Condition {
  if ('not' in condition) return { not: surely(condition.not, !wanted) };
  if ('all' in condition) return { all: condition.all.map((each) => surely(each, wanted)) };
  if ('any' in condition) return { any: condition.any.map((each) => surely(each, wanted)) };
  const isOfItem = 'attribute' in condition && !comparisons.some((kind) => kind in condition);
  if (isOfItem) return condition;
  return wanted ? NEVER : ALWAYS;
}

const comparisons = ['nearTrait', 'isTrait', 'atLeastTrait', 'atMostTrait'];
