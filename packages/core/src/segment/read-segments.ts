import { parseRules, type Rule } from '@sintonia/rules';
import { isSintoniaError, readObject, SintoniaError } from '@sintonia/spec';
import { assertRetained } from '../profile/assert-retained.js';

/**
 * Segments from outside, checked in every part and copied.
 *
 * @param field where they stand, for errors.
 * @param retentionMs for how long signals are kept.
 * @throws SINTONIA_INPUT_* that names the segment and the part of its rule.
 */
export function readSegments(input: unknown, field: string, retentionMs: number): Readonly<Record<string, Rule>> {
  const named = readObject(input, field);
  const rules = under(field, () => parseRules(named));
  for (const [name, rule] of Object.entries(rules)) assertRetained(rule, retentionMs, `${field}.${name}`);
  return rules;
}

/** Has errors of `read` say under which field it happened. */
export function under<Result>(field: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    const name = error.code.slice('SINTONIA_'.length) as ConstructorParameters<typeof SintoniaError>[0];
    throw new SintoniaError(name, `${field}: ${error.message}`, {
      field: error.field === undefined ? field : `${field}.${error.field}`,
      details: error.details,
    });
  }
}
