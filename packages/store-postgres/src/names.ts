import { type Key, SintoniaError } from '@sintonia/spec';

/** Names as PostgreSQL can keep them. */
export function assertName(name: string, field: string): void {
  if (!name.includes('\0') && name.isWellFormed()) return;
  throw new SintoniaError('INPUT_INVALID', `${field} must not hold the character U+0000 or half a character.`, {
    field,
  });
}

export function assertKey({ tenant, collection, id, person = '' }: Key, field: string): void {
  assertName(tenant, `${field}.tenant`);
  assertName(collection, `${field}.collection`);
  assertName(id, `${field}.id`);
  assertName(person, `${field}.person`);
}
