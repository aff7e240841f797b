import { describe, expect, it } from 'vitest';
import { readJsonObject } from './read-json-object.js';

describe('readJsonObject', () => {
  it('gives a copy that later changes do not reach', () => {
    const given = { tags: ['a'], gone: undefined };
    const read = readJsonObject(given, 'properties');
    given.tags.push('b');
    expect(read).toStrictEqual({ tags: ['a'] });
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
