import { assertBoundedJson, type Bounds, bounds, parseJson, readObject } from '@sintonia/spec';
import type { Rule } from '../language/rule.js';
import { ruleLimits } from '../language/rule-limits.js';
import { checkCondition } from './check-condition.js';
import { assertFields, invalid } from './check-field.js';
import { RuleCost } from './rule-cost.js';

// Loose, so that the precise limits of rules speak first; tight enough that nothing can be exhausted before they do.
const ruleBounds: Bounds = { ...bounds, depth: 2 * ruleLimits.depth + 6, keys: 100_000 };

/**
 * A rule from outside: checked in every part, and copied, so that it stays what was checked.
 *
 * @param input JSON as text, bytes or a value.
 * @throws SINTONIA_INPUT_NOT_JSON, SINTONIA_INPUT_TOO_DEEP (more than 32 conditions inside each other), SINTONIA_INPUT_TOO_LARGE
 *   (more than 500 conditions, or more to keep than 10,000 moments a person), SINTONIA_INPUT_TOO_MANY_KEYS,
 *   SINTONIA_INPUT_KEY_FORBIDDEN (`__proto__`), SINTONIA_INPUT_INVALID (anything else, unknown fields included). `field` is the
 *   path, such as `rule.all[2].performed`.
 */
export function parseRule(input: unknown): Rule {
  const isText = typeof input === 'string' || input instanceof Uint8Array;
  const value = isText ? parseJson(input, ruleBounds) : input;
  const fields = readObject(value, 'rule');
  if (!isText) assertBoundedJson(fields, '', ruleBounds);
  if (fields.language !== 1) invalid('language', 'must be 1');
  assertFields(fields, 'rule', ['language', 'rule']);
  const copy: Rule = JSON.parse(JSON.stringify(fields));
  checkCondition(copy.rule, 'rule', new RuleCost(), 'rule');
  return copy;
}
