import type { Fields } from '@sintonia/adapter-kit';
import type { PersonReference } from '@sintonia/spec';
import { readId, readToken } from './shop-values.js';

/** Who bought: the customer, or else the cart by the first of these tokens. Absent where nobody can tell. */
export function buyerOf(fields: Fields, ...tokens: readonly string[]): PersonReference | undefined {
  const { userId, anonymousId } = idsIn(fields, tokens);
  if (userId !== undefined) return { userId };
  return anonymousId === undefined ? undefined : { anonymousId };
}

/** That what was done by the cart before counts for the customer, where both are known. */
export function cartLink(fields: Fields, ...tokens: readonly string[]) {
  const { userId, anonymousId } = idsIn(fields, tokens);
  return userId === undefined || anonymousId === undefined ? [] : [{ userId, anonymousId }];
}

function idsIn(fields: Fields, tokens: readonly string[]) {
  const [anonymousId] = tokens.map((name) => fields.optional(name, readToken)).filter((token) => token !== undefined);
  return { userId: fields.optional('customer', readId), anonymousId };
}
