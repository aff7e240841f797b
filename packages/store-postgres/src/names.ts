import { type Key, SintoniaError } from '@sintonia/spec';

/** Names as PostgreSQL can keep them. @param field is asked only where something is wrong. */
export function assertName(name: string, field: () => string): void {
  if (!name.includes('\0') && name.isWellFormed()) return;
  const what = field();
  throw new SintoniaError('INPUT_INVALID', `${what} must not hold the character U+0000 or half a character.`, {
    field: what,
  });
}

export function assertKey({ tenant, collection, id, person = '' }: Key, field: () => string): void {
  assertName(tenant, () => `${field()}.tenant`);
  assertName(collection, () => `${field()}.collection`);
  assertName(id, () => `${field()}.id`);
  assertName(person, () => `${field()}.person`);
}
