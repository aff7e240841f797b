import { assertIdentifier, SintoniaError } from '@sintonia/spec';
import { ruleLimits } from '../language/rule-limits.js';

/** One pass over one rule: what it has cost so far. */
export class Reading {
  #nodes = 0;
  #kept = 0;

  /** @throws SINTONIA_INPUT_TOO_LARGE at the first node too many; SINTONIA_INPUT_TOO_DEEP. */
  node(field: string, depth = 1): void {
    if (depth > ruleLimits.depth) {
      throw new SintoniaError('INPUT_TOO_DEEP', `${field} lies deeper than ${ruleLimits.depth} conditions.`, { field });
    }
    if (++this.#nodes > ruleLimits.nodes) {
      throw new SintoniaError('INPUT_TOO_LARGE', `The rule has more than ${ruleLimits.nodes} conditions.`, { field });
    }
  }

  /** Adds moments that have to be kept for each person. @throws SINTONIA_INPUT_TOO_LARGE */
  keep(moments: number, field: string): void {
    this.#kept += moments;
    if (this.#kept > ruleLimits.kept) {
      const message = `The rule keeps more than ${ruleLimits.kept} moments for each person. Lower its counts.`;
      throw new SintoniaError('INPUT_TOO_LARGE', message, { field });
    }
  }
}

/** @throws SINTONIA_INPUT_INVALID that names `field`. */
export function invalid(field: string, must: string): never {
  throw new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}

/** Refuses fields that the language does not have: a misspelt one would be a condition that is silently not there. */
export function assertFields(node: Record<string, unknown>, field: string, known: readonly string[]): void {
  for (const name of Object.keys(node)) {
    if (!known.includes(name)) invalid(`${field}.${name.slice(0, 64)}`, `is not known. Known are ${known.join(', ')}`);
  }
}

/** A name of a trait, a signal type, a segment: an identifier, and none that could reach an object's prototype. */
export function assertName(value: unknown, field: string): asserts value is string {
  assertIdentifier(value, field);
  if (value === '__proto__') {
    throw new SintoniaError('INPUT_KEY_FORBIDDEN', `${field} must not be __proto__.`, { field });
  }
}

/** Moves on to a list's elements. @throws SINTONIA_INPUT_INVALID when it is none. */
export function listOf(value: unknown, field: string): readonly unknown[] {
  return Array.isArray(value) ? value : invalid(field, 'must be a list');
}
