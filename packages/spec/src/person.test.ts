import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertIdentifier, isAnonymous, type PersonReference, personNamed, personOf, referenceOf } from './person.js';
import { thrownBy } from './thrown.fixture.js';

const identifier = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => !/\p{Cc}/u.test(text) && text.length <= 256);
const userReference = identifier.filter((id) => !id.startsWith('~')).map((userId) => ({ userId }));
// Some begin with the sign that marks anonymous people: that must not blur the border.
const anonymousReference = fc
  .oneof(
    identifier,
    identifier.map((id) => `~${id}`),
  )
  .map((anonymousId) => ({ anonymousId }));
const reference = fc.oneof(userReference, anonymousReference);

describe('personOf', () => {
  it('is undone by referenceOf', () => {
    fc.assert(
      fc.property(reference, (given) => {
        expect(referenceOf(personOf(given))).toEqual(given);
      }),
    );
  });

  it('gives two references the same person only when they are the same', () => {
    fc.assert(
      fc.property(reference, reference, (one, other) => {
        expect(personOf(one) === personOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it('keeps a user and a device of the same id apart', () => {
    fc.assert(
      fc.property(userReference, ({ userId }) => {
        expect(personOf({ userId })).not.toBe(personOf({ anonymousId: userId }));
      }),
    );
  });

  it('knows who is anonymous', () => {
    fc.assert(
      fc.property(reference, (given) => {
        expect(isAnonymous(personOf(given))).toBe('anonymousId' in given);
      }),
    );
  });

  it('prefers the user id where both are given', () => {
    expect(personOf({ userId: 'ana', anonymousId: 'browser-1' })).toBe('ana');
  });

  it('takes null and undefined for not given', () => {
    const given = { userId: null, anonymousId: 'browser-1' } as unknown as PersonReference;
    expect(personOf(given)).toBe('~browser-1');
    expect(personOf({ userId: undefined, anonymousId: 'browser-1' })).toBe('~browser-1');
  });

  it.each([
    ['nothing at all', {}, 'SINTONIA_PERSON_MISSING', 'userId'],
    ['two nulls', { userId: null, anonymousId: null }, 'SINTONIA_PERSON_MISSING', 'userId'],
    ['an empty user id', { userId: '' }, 'SINTONIA_INPUT_INVALID', 'userId'],
    ['a user id that looks anonymous', { userId: '~ana' }, 'SINTONIA_INPUT_INVALID', 'userId'],
    ['a number', { userId: 42 }, 'SINTONIA_INPUT_INVALID', 'userId'],
    ['an empty user id beside an anonymous one', { userId: '', anonymousId: 'x' }, 'SINTONIA_INPUT_INVALID', 'userId'],
    ['an anonymous id with a line break', { anonymousId: 'a\r\nb' }, 'SINTONIA_INPUT_INVALID', 'anonymousId'],
  ])('refuses %s', (_, given, code, field) => {
    expect(thrownBy(() => personOf(given as PersonReference))).toMatchObject({ code, field });
  });
});

describe('personNamed', () => {
  const isPlaceholder = (id: string) => id === 'null';

  it('takes a placeholder for not given, where there is another id', () => {
    expect(personNamed({ userId: 'null', anonymousId: 'browser-1' }, isPlaceholder)).toBe('~browser-1');
    expect(personNamed({ userId: 'ana', anonymousId: 'browser-1' }, isPlaceholder)).toBe('ana');
    expect(personNamed({ anonymousId: 'null' }, isPlaceholder)).toBe('~null');
    expect(personNamed({ userId: 'null' })).toBe('null');
  });

  it('refuses one alone, and does not repeat it', () => {
    const error = thrownBy(() => personNamed({ userId: 'null' }, isPlaceholder));
    expect(error).toMatchObject({ code: 'SINTONIA_IDENTIFIER_BLOCKED', field: 'userId' });
    expect(error.message).not.toContain('null');
    expect(thrownBy(() => personNamed({ userId: 'null', anonymousId: '' }, isPlaceholder))).toMatchObject({
      code: 'SINTONIA_INPUT_INVALID',
      field: 'anonymousId',
    });
  });
});

describe('assertIdentifier', () => {
  it.each(['a', 'a'.repeat(256), 'Ana María', '猫', '👩‍👩‍👧', '../../etc/passwd', '__proto__'])('takes %j', (id) => {
    expect(() => assertIdentifier(id, 'id')).not.toThrow();
  });

  it.each([
    ['too long a text', 'a'.repeat(257)],
    ['a NUL', 'a\0b'],
    ['a C1 control character', 'a\u0085b'],
    ['half a character', 'a\ud83d'],
    ['an object', { toString: 'ana' }],
    ['null', null],
  ])('refuses %s, and does not repeat it', (_, id) => {
    const error = thrownBy(() => assertIdentifier(id, 'itemId'));
    expect(error).toMatchObject({ code: 'SINTONIA_INPUT_INVALID', field: 'itemId', retryable: false });
    expect(error.message).toMatch(/^itemId must/);
    if (typeof id === 'string') expect(error.message).not.toContain(id);
  });
});
