import { assertIdentifier, readMoment, readNumber, readObject, SintoniaError } from '@sintonia/spec';

/** What stands at a name. Never what every object inherits. */
export function member(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return value === null ? undefined : value;
}

/** Shopify's number of a thing, as text: from a number, its digits, or `gid://shopify/Product/1`. */
export function readId(value: unknown, field: string): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  const digits =
    typeof text === 'string' ? /^(?:gid:\/\/shopify\/\w{1,40}\/)?(\d{1,20})(?:\?|$)/.exec(text)?.[1] : undefined;
  if (digits === undefined) throw invalid(field, 'must be an id of Shopify');
  return digits;
}

export function readOptionalId(value: unknown, field: string): string | undefined {
  return value === undefined || value === null ? undefined : readId(value, field);
}

/** An amount of money: a number, or decimal digits as Shopify writes them. */
export function readAmount(value: unknown, field: string): number {
  const isDecimal = typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(value);
  return readNumber(isDecimal ? Number(value) : value, field, { min: -1e15, max: 1e15 });
}

export function readQuantity(value: unknown, field: string): number {
  return readNumber(value, field, { min: 0, max: 1e9 });
}

/** A key such as a cart's token. */
export function readToken(value: unknown, field: string): string {
  assertIdentifier(value, field);
  // Room for what ids of signals hold beside it.
  if (value.length > 100) throw invalid(field, 'must be at most 100 characters long');
  return value;
}

export function readOptionalToken(value: unknown, field: string): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : readToken(value, field);
}

/** A text of at most 1,000 characters; `undefined` where it is empty. */
export function readText(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || value.length > 1000 || !value.isWellFormed()) {
    throw invalid(field, 'must be a text of at most 1,000 characters');
  }
  return value;
}

/** The elements of a list with their paths; of what is absent, none. */
export function readList<T>(
  value: unknown,
  field: string,
  read: (fields: Record<string, unknown>, path: string) => T,
): readonly T[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(field, 'must be a list');
  // By index, so that a hole is seen.
  return Array.from(value, (each, index) => read(readObject(each, `${field}[${index}]`), `${field}[${index}]`));
}

/** The first of some moments that is there. */
export function readFirstMoment(fields: Readonly<Record<string, unknown>>, names: readonly string[]): number {
  const [last = ''] = names.slice(-1);
  const name = names.find((each) => member(fields, each) !== undefined) ?? last;
  return readMoment(member(fields, name), name);
}

/** Sums of cents, without the dust of binary fractions. */
export function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

export function invalid(field: string, must: string): SintoniaError {
  return new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}
