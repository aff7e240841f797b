import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../thrown.fixture.js';
import { assertBoundedJson, bounds } from './bounds.js';

const nested = (depth: number): unknown => {
  let value: unknown = {};
  for (let level = 1; level < depth; level++) value = { a: value };
  return value;
};
const cycle: Record<string, unknown> = {};
cycle.self = cycle;

describe('assertBoundedJson', () => {
  it('takes whatever is JSON within bounds', () => {
    const value = fc.jsonValue({ maxDepth: 5 }).filter((json) => !JSON.stringify(json).includes('__proto__'));
    fc.assert(fc.property(value, (json) => assertBoundedJson(json, 'properties')));
  });

  it.each([
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
    ['a member that is undefined, which counts as absent', { a: undefined }],
    ['32 levels', nested(32)],
    ['1,000 elements', Array(1_000).fill(0)],
    ['a text of 65,536 characters', 'a'.repeat(65_536)],
    ['keys named constructor and prototype', { constructor: 1, prototype: 2 }],
  ])('takes %s', (_, value) => {
    expect(() => assertBoundedJson(value, 'properties')).not.toThrow();
  });

  it.each([
    ['33 levels', nested(33), 'SINTONIA_INPUT_TOO_DEEP'],
    ['5,000 levels', nested(5_000), 'SINTONIA_INPUT_TOO_DEEP'],
    ['100,000 levels', nested(100_000), 'SINTONIA_INPUT_TOO_DEEP'],
    ['a cycle', cycle, 'SINTONIA_INPUT_TOO_DEEP'],
    [
      '1,001 keys',
      Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [at, at])),
      'SINTONIA_INPUT_TOO_MANY_KEYS',
    ],
    ['1,001 elements on two levels', { a: Array(500).fill(0), b: Array(499).fill(0) }, 'SINTONIA_INPUT_TOO_MANY_KEYS'],
    ['a list of four billion holes', Array(2 ** 32 - 1), 'SINTONIA_INPUT_TOO_MANY_KEYS'],
    ['a key __proto__', JSON.parse('{"a":{"__proto__":{"admin":true}}}'), 'SINTONIA_INPUT_KEY_FORBIDDEN'],
    ['too long a text', 'a'.repeat(65_537), 'SINTONIA_INPUT_TOO_LARGE'],
    ['texts that are too long in sum', Array(17).fill('a'.repeat(65_536)), 'SINTONIA_INPUT_TOO_LARGE'],
    ['too long a key', { ['a'.repeat(65_537)]: 1 }, 'SINTONIA_INPUT_TOO_LARGE'],
    ['NaN', Number.NaN, 'SINTONIA_INPUT_INVALID'],
    ['Infinity', { a: Number.NEGATIVE_INFINITY }, 'SINTONIA_INPUT_INVALID'],
    ['a Date', { at: new Date(0) }, 'SINTONIA_INPUT_INVALID'],
    ['a Map', new Map([['a', 1]]), 'SINTONIA_INPUT_INVALID'],
    ['bytes', new Uint8Array(8), 'SINTONIA_INPUT_INVALID'],
    ['a function', { toJSON: () => 'anything' }, 'SINTONIA_INPUT_INVALID'],
    ['a bigint', [1n], 'SINTONIA_INPUT_INVALID'],
    ['a symbol', [Symbol('a')], 'SINTONIA_INPUT_INVALID'],
    ['an object of a class', new (class Order {})(), 'SINTONIA_INPUT_INVALID'],
    ['an undefined element, which JSON would turn into null', [undefined], 'SINTONIA_INPUT_INVALID'],
    ['a list of holes', Array(3), 'SINTONIA_INPUT_INVALID'],
    ['half a character', { name: '\ud83d' }, 'SINTONIA_INPUT_INVALID'],
    ['a key with half a character', { '\udc00': 1 }, 'SINTONIA_INPUT_INVALID'],
  ])('refuses %s', (_, value, code) => {
    expect(thrownBy(() => assertBoundedJson(value, 'properties')).code).toBe(code);
  });

  it('names the place', () => {
    const value = { lines: [{ price: 1 }, { price: Number.NaN }] };
    expect(thrownBy(() => assertBoundedJson(value, '[3].properties')).field).toBe('[3].properties.lines[1].price');
    expect(thrownBy(() => assertBoundedJson(value, '')).field).toBe('lines[1].price');
  });

  it('never lets a path grow a message without end', () => {
    const key = 'k'.repeat(60_000);
    const error = thrownBy(() => assertBoundedJson({ [key]: { [key]: Number.NaN } }, 'properties'));
    expect(error.field?.length).toBeLessThan(200);
    expect(error.message.length).toBeLessThan(300);
  });

  it('never overflows the stack and never throws but a coded error, whatever it is given', () => {
    const anything = fc.anything({
      maxDepth: 60,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    const tight = { ...bounds, depth: 3, keys: 10, text: 10 };
    fc.assert(
      fc.property(anything, (value) => {
        try {
          assertBoundedJson(value, 'value', tight);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^SINTONIA_INPUT_/) });
          return;
        }
        // What passed is what JSON gives back, but for members that are undefined.
        if (value !== undefined) expect(JSON.parse(JSON.stringify(value))).toEqual(withoutSigns(value));
      }),
    );
  });
});

/** JSON knows no negative zero. */
function withoutSigns(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(withoutSigns);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutSigns(member)]));
}
