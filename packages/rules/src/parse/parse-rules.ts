import { isSintoniaError, SintoniaError } from '@sintonia/spec';
import type { Rule } from '../language/rule.js';
import { assertName } from './check-field.js';
import { parseRule } from './parse-rule.js';

/**
 * Parses a set of named rules.
 *
 * @throws SINTONIA_INPUT_* as `parseRule` does, with the rule's name at the head of `field`.
 */
export function parseRules(rules: Readonly<Record<string, unknown>>): Record<string, Rule> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => {
      assertName(name, 'name');
      return [name, named(name, rule)];
    }),
  );
}

function named(name: string, rule: unknown): Rule {
  try {
    return parseRule(rule);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    const code = error.code.slice('SINTONIA_'.length) as ConstructorParameters<typeof SintoniaError>[0];
    throw new SintoniaError(code, `${name}: ${error.message}`, { field: `${name}.${error.field}` });
  }
}
