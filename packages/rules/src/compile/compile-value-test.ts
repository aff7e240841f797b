import type { NumberRange, Scalar, ValueTest } from '../language/value-test.js';

/** A test of a value that may be missing, as a function. */
export interface CompiledValueTest {
  meets(value: unknown): boolean;
  /** The scalar to show for the value: itself, or what of a list meets the test. */
  shown(value: unknown): string | number | null;
  /** What was asked, such as `at least 3`. */
  readonly band: string;
}

export function compileValueTest(test: ValueTest): CompiledValueTest {
  if ('exists' in test) {
    const { exists } = test;
    return {
      meets: (value) => (value !== undefined && value !== null) === exists,
      shown: (value) => scalar(Array.isArray(value) ? value[0] : value),
      band: exists ? 'exists' : 'missing',
    };
  }
  const meetsOne = compileScalarTest(test);
  // Null is no fact: `is: null` too meets nothing.
  const one = (value: unknown) => value !== null && value !== undefined && meetsOne(value);
  return {
    meets: (value) => (Array.isArray(value) ? value.some(meetsOne) : one(value)),
    shown: (value) => scalar(Array.isArray(value) ? (value.find(meetsOne) ?? value[0]) : value),
    band: bandOf(test),
  };
}

export function rangeBand({ atLeast, atMost }: NumberRange | { atLeast?: string; atMost?: string }): string {
  if (atLeast === undefined) return `at most ${atMost}`;
  return atMost === undefined ? `at least ${atLeast}` : `${atLeast} to ${atMost}`;
}

type ScalarTest = Exclude<ValueTest, { readonly exists: boolean }>;

function compileScalarTest(test: ScalarTest): (value: unknown) => boolean {
  if ('is' in test) return (value) => value === test.is;
  if ('in' in test) {
    const values = new Set<unknown>(test.in);
    return (value) => values.has(value);
  }
  return compileRange(test);
}

export function compileRange({ atLeast = -Infinity, atMost = Infinity }: NumberRange): (value: unknown) => boolean {
  return (value) => typeof value === 'number' && value >= atLeast && value <= atMost;
}

function bandOf(test: ScalarTest): string {
  if ('is' in test) return `is ${test.is}`;
  return 'in' in test ? `in ${listed(test.in)}` : rangeBand(test);
}

const SHOWN = 5;
const listed = (values: readonly Scalar[]) =>
  values.length > SHOWN ? `${values.slice(0, SHOWN).join(', ')} and ${values.length - SHOWN} more` : values.join(', ');

function scalar(value: unknown): string | number | null {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? String(value) : null;
}
