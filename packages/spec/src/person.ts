import { SintoniaError } from './errors.js';

/**
 * The one key under which everything about a person is stored: the user id of somebody known, `~` and the anonymous id of
 * somebody who is not. Made by {@link personOf} only; treat it as opaque.
 */
export type PersonId = string;

/** How callers name a person: by your own user id, or by the anonymous id of a browser or device. */
export interface PersonReference {
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
}

const ANONYMOUS = '~';
const LONGEST_ID = 256;

/**
 * The person that a reference names. `userId` wins where both are given.
 *
 * @throws SINTONIA_PERSON_MISSING when neither id is there.
 * @throws SINTONIA_INPUT_INVALID (`userId` or `anonymousId`) when an id is no text of 1 to 256 characters, holds a control
 *   character, or is a user id that starts with `~`.
 */
export function personOf(reference: PersonReference): PersonId {
  // Callers without types may give nothing at all.
  const { userId, anonymousId } = reference ?? {};
  if (userId !== undefined && userId !== null) {
    assertIdentifier(userId, 'userId');
    if (userId.startsWith(ANONYMOUS)) {
      throw new SintoniaError('INPUT_INVALID', 'A user id must not start with "~".', { field: 'userId' });
    }
    return userId;
  }
  if (anonymousId !== undefined && anonymousId !== null) {
    assertIdentifier(anonymousId, 'anonymousId');
    return ANONYMOUS + anonymousId;
  }
  throw new SintoniaError('PERSON_MISSING', 'Neither userId nor anonymousId is given.', { field: 'userId' });
}

/**
 * The person that a reference names, where some ids name nobody: a placeholder such as `null`, which many would share. Such a
 * user id counts as not given where there is an anonymous id.
 *
 * @throws SINTONIA_IDENTIFIER_BLOCKED (`userId`) where there is none, and what {@link personOf} throws.
 */
export function personNamed(
  reference: PersonReference,
  isPlaceholder: (id: string) => boolean = () => false,
): PersonId {
  const person = personOf(reference);
  if (isAnonymous(person) || !isPlaceholder(person)) return person;
  const { anonymousId } = reference;
  if (anonymousId !== undefined && anonymousId !== null) return personOf({ anonymousId });
  throw new SintoniaError('IDENTIFIER_BLOCKED', 'userId is a placeholder that names nobody.', { field: 'userId' });
}

/** Whether this person is known by an anonymous id only. */
export function isAnonymous(person: PersonId): boolean {
  return person.startsWith(ANONYMOUS);
}

/** The reference that {@link personOf} turns into this person. */
export function referenceOf(person: PersonId): { userId: string } | { anonymousId: string } {
  return isAnonymous(person) ? { anonymousId: person.slice(ANONYMOUS.length) } : { userId: person };
}

/** Whether this could be an id: see {@link assertIdentifier}. */
export function isIdentifier(value: unknown): value is string {
  return hasIdentifierLength(value) && isPrintable(value);
}

/**
 * Ids (people, items, signals, campaigns) are texts of 1 to 256 characters without control characters or lone surrogates,
 * so that every store, header and log can carry them.
 *
 * @throws SINTONIA_INPUT_INVALID that names `field`.
 */
export function assertIdentifier(value: unknown, field: string): asserts value is string {
  if (!hasIdentifierLength(value)) {
    throw new SintoniaError('INPUT_INVALID', `${field} must be a text of 1 to ${LONGEST_ID} characters.`, { field });
  }
  if (!isPrintable(value)) {
    throw new SintoniaError('INPUT_INVALID', `${field} must not hold control characters or broken Unicode.`, { field });
  }
}

function hasIdentifierLength(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST_ID;
}

function isPrintable(text: string): boolean {
  return !/\p{Cc}/u.test(text) && text.isWellFormed();
}
