import { Fields, invalidInput } from '@sintonia/adapter-kit';
import { assertIdentifier, readNumber } from '@sintonia/spec';

/** Shopify's number of a thing, as text: from a number, its digits, `gid://shopify/Product/1`, or the thing itself by its `id`. */
export function readId(value: unknown, field: string): string {
  if (typeof value === 'object' && value !== null) return idOf(new Fields(value, field));
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  const digits =
    typeof text === 'string' ? /^(?:gid:\/\/shopify\/\w{1,40}\/)?(\d{1,20})(?:\?|$)/.exec(text)?.[1] : undefined;
  if (digits === undefined) throw invalidInput(field, 'must be an id of Shopify');
  return digits;
}

/** The number of a thing. What is beyond 2^53 JSON has rounded, but the digits of its global id are right. */
export function idOf(fields: Fields): string {
  const id = fields.given('id');
  const isRounded = typeof id === 'number' && !Number.isSafeInteger(id) && fields.has('admin_graphql_api_id');
  return fields.read(isRounded ? 'admin_graphql_api_id' : 'id', readId);
}

/** An amount of money: a number, decimal digits as Shopify writes them, or the object around them; of several currencies the shop's. */
export function readMoney(value: unknown, field: string): number {
  if (typeof value === 'object' && value !== null) {
    const money = new Fields(value, field);
    return money.read(money.has('shopMoney') ? 'shopMoney' : 'amount', readMoney);
  }
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
  if (value.length > 100) throw invalidInput(field, 'must be at most 100 characters long');
  return value;
}

/** Sums of cents, without the dust of binary fractions. */
export function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/** What is there: JSON has no `undefined`. */
export function defined<T>(members: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, T] => entry[1] !== undefined));
}
