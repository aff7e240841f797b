import { readNumber, SintoniaError } from '@sintonia/spec';
import { ruleLimits } from '../language/rule-limits.js';
import { assertFields, invalid, listOf } from './check-field.js';

const kinds = [['is'], ['in'], ['exists'], ['atLeast', 'atMost']] as const;

/** Checks a `ValueTest`; `subject` names the keys that say of which value. */
export function checkValueTest(node: Record<string, unknown>, field: string, subject: readonly string[]): void {
  const kind = kinds.find((names) => names.some((name) => name in node && (names.length === 1 || isGiven(node, name))));
  if (kind === undefined) invalid(field, 'must have is, in, exists, atLeast or atMost');
  assertFields(node, field, [...subject, ...kind]);
  if (kind[0] === 'is') checkScalar(node.is, `${field}.is`);
  else if (kind[0] === 'in') checkElements(listOf(node.in, `${field}.in`), `${field}.in`);
  else if (kind[0] === 'atLeast') checkRange(node, field);
  else if (typeof node.exists !== 'boolean') invalid(`${field}.exists`, 'must be true or false');
}

/** Checks `atLeast` and `atMost`: at least one of them, finite, not contradicting each other. */
export function checkRange(node: Record<string, unknown>, field: string): void {
  if (!isGiven(node, 'atLeast') && !isGiven(node, 'atMost')) invalid(field, 'must have atLeast or atMost');
  const least = isGiven(node, 'atLeast') ? readNumber(node.atLeast, `${field}.atLeast`) : -Infinity;
  const most = isGiven(node, 'atMost') ? readNumber(node.atMost, `${field}.atMost`) : Infinity;
  if (least > most) invalid(`${field}.atLeast`, 'must not be more than atMost');
}

const isGiven = (node: Record<string, unknown>, name: string) => node[name] !== undefined;

function checkElements(elements: readonly unknown[], field: string): void {
  if (elements.length > ruleLimits.elements) {
    throw new SintoniaError('INPUT_TOO_LARGE', `${field} has more than ${ruleLimits.elements} elements.`, { field });
  }
  elements.forEach((each, index) => {
    checkScalar(each, `${field}[${index}]`);
  });
}

function checkScalar(value: unknown, field: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value !== 'number') invalid(field, 'must be a text, a number, true, false or null');
  readNumber(value, field);
}
