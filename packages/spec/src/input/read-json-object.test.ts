import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonObject } from './read-json-object.js';

describe('readJsonObject', () => {
  it('gives a copy that later changes do not reach', () => {
    const given = { tags: ['a'], gone: undefined };
    const read = readJsonObject(given, 'properties');
    given.tags.push('b');
    expect(read).toStrictEqual({ tags: ['a'] });
  });

  it('gives what JSON gives back', () => {
    const member = fc.oneof(fc.jsonValue({ maxDepth: 5 }), fc.constant(undefined), fc.constant(-0));
    const name = fc.string({ unit: 'grapheme' }).filter((text) => text !== '__proto__');
    const object = fc.dictionary(name, member).filter((value) => !JSON.stringify(value).includes('"__proto__"'));
    fc.assert(
      fc.property(object, (value) => {
        expect(readJsonObject(value, 'properties')).toStrictEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['a list', [], 'INVALID', 'properties'],
    ['nothing', null, 'INVALID', 'properties'],
    ['a function inside', { a: { b: () => 1 } }, 'INVALID', 'properties.a.b'],
    ['a key that would set the prototype', JSON.parse('{"a":{"__proto__":1}}'), 'KEY_FORBIDDEN', 'properties.a'],
    ['texts that are long together', { a: 'x'.repeat(60_000), b: Array(20).fill('x'.repeat(60_000)) }, 'TOO_LARGE'],
  ])('refuses %s', (_, given, code, field = expect.stringMatching(/^properties/)) => {
    expect(() => readJsonObject(given, 'properties')).toThrow(
      expect.objectContaining({ code: `SINTONIA_INPUT_${code}`, field }),
    );
  });
});
