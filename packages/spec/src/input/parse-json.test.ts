import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSintoniaError } from '../errors.js';
import { thrownBy } from '../thrown.fixture.js';
import { bounds } from './bounds.js';
import { parseJson, parseUnchecked } from './parse-json.js';

const numRuns = process.env.SINTONIA_DEEP ? 100_000 : 1_000;
const timeout = process.env.SINTONIA_DEEP ? 1_800_000 : 30_000;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const listOf = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  it('gives back what JSON.stringify wrote, from text and from bytes', { timeout }, () => {
    const value = fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' }).filter(isWithinBounds);
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (json, indent) => {
        const text = JSON.stringify(json, undefined, indent);
        expect(parseJson(text)).toEqual(JSON.parse(text));
        expect(parseJson(bytesOf(text))).toEqual(JSON.parse(text));
      }),
      { numRuns },
    );
  });

  it('is not deceived by brackets, commas and quotes within texts', { timeout }, () => {
    const text = fc.string({ unit: fc.constantFrom('[', '{', ',', '"', '\\', 'a', ']', '}'), maxLength: 3_000 });
    fc.assert(
      fc.property(text, (value) => {
        expect(parseJson(JSON.stringify({ value }))).toEqual({ value });
      }),
      { numRuns },
    );
  });

  it.each([
    ['32 levels', listOf(32)],
    ['1,000 elements', JSON.stringify(Array(1_000).fill(0))],
    ['1,000 keys', JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`k${at}`, 0])))],
    ['1,000 empty lists', JSON.stringify(Array(1_000).fill([]))],
    ['a scalar', '"a"'],
  ])('takes %s', (_, body) => {
    expect(parseJson(body)).toEqual(JSON.parse(body));
  });

  it('takes as many bytes as it may, and not one more', () => {
    const chunk = `"${'a'.repeat(65_533)}"`;
    const body = `[${Array(15).fill(chunk).join(',')},"`.padEnd(bounds.bytes - 2, 'b').concat('"]');
    expect(bytesOf(body)).toHaveLength(bounds.bytes);
    expect(parseJson(body)).toHaveLength(16);
    expect(thrownBy(() => parseJson(`${body} `)).code).toBe('SINTONIA_INPUT_TOO_LARGE');
  });

  it.each<[string, string | Uint8Array, string]>([
    ['33 levels', listOf(33), 'SINTONIA_INPUT_TOO_DEEP'],
    ['5,000 levels', listOf(5_000), 'SINTONIA_INPUT_TOO_DEEP'],
    ['100,000 levels', listOf(100_000), 'SINTONIA_INPUT_TOO_DEEP'],
    ['100,000 levels that never close', '{"a":'.repeat(100_000), 'SINTONIA_INPUT_TOO_DEEP'],
    ['10 MB', new Uint8Array(10_000_000).fill(0x20), 'SINTONIA_INPUT_TOO_LARGE'],
    ['10 million characters', ' '.repeat(10_000_000), 'SINTONIA_INPUT_TOO_LARGE'],
    ['few characters of many bytes', `"${'猫'.repeat(400_000)}"`, 'SINTONIA_INPUT_TOO_LARGE'],
    ['1,001 elements', JSON.stringify(Array(1_001).fill(0)), 'SINTONIA_INPUT_TOO_MANY_KEYS'],
    ['a million elements', `[${'0,'.repeat(500_000)}0]`, 'SINTONIA_INPUT_TOO_MANY_KEYS'],
    ['a text of 65,537 characters', JSON.stringify('a'.repeat(65_537)), 'SINTONIA_INPUT_TOO_LARGE'],
    ['a key __proto__', '{"__proto__":{"admin":true}}', 'SINTONIA_INPUT_KEY_FORBIDDEN'],
    ['a key __proto__, written in escapes', '[{"\\u005f_proto__":1}]', 'SINTONIA_INPUT_KEY_FORBIDDEN'],
    ['broken UTF-8', Uint8Array.of(0x22, 0xc3, 0x28, 0x22), 'SINTONIA_INPUT_NOT_JSON'],
    ['UTF-8 of a surrogate', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), 'SINTONIA_INPUT_NOT_JSON'],
    ['half a character', '"\ud83d"', 'SINTONIA_INPUT_NOT_JSON'],
    ['half a character, written in escapes', '"\\ud83d"', 'SINTONIA_INPUT_INVALID'],
    ['a number too large for a number', '{"price":1e999}', 'SINTONIA_INPUT_INVALID'],
    ['nothing', '', 'SINTONIA_INPUT_NOT_JSON'],
    ['a JSON text with more behind it', '{} {}', 'SINTONIA_INPUT_NOT_JSON'],
    ['an unfinished text', '"a\\', 'SINTONIA_INPUT_NOT_JSON'],
    ['closing brackets only', ']'.repeat(1_000), 'SINTONIA_INPUT_NOT_JSON'],
    ['bytes in another container', new ArrayBuffer(2_000_000) as unknown as Uint8Array, 'SINTONIA_INPUT_INVALID'],
    ['no body', undefined as unknown as string, 'SINTONIA_INPUT_INVALID'],
    ['an object', { length: 2 } as unknown as string, 'SINTONIA_INPUT_INVALID'],
  ])('refuses %s', (_, body, code) => {
    expect(thrownBy(() => parseJson(body)).code).toBe(code);
  });

  it('names the place', () => {
    expect(thrownBy(() => parseJson('{"lines":[{"price":1e999}]}')).field).toBe('body.lines[0].price');
    expect(thrownBy(() => parseJson('{')).field).toBe('body');
  });

  it('never quotes what the body holds', () => {
    const secret = 'ana@example.com';
    const bodies = [
      `{"email":"${secret}"`,
      `{"email":"${secret}",}`,
      `{"email":"${secret}\ud83d"}`,
      `["${secret}", 1e999]`,
      `{"a":{"__proto__":"${secret}"}}`,
      `"${secret.repeat(10_000)}"`,
      JSON.stringify(Array(1_001).fill(secret)),
      `"${secret}"`.repeat(2),
    ];
    for (const body of bodies) {
      const { message, details, cause } = thrownBy(() => parseJson(body));
      expect(JSON.stringify([message, details ?? null, String(cause)])).not.toContain('ana@');
    }
  });

  it('ends with a value or a coded error, whatever bytes it gets', { timeout }, () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(...'[]{},:"\\0e+-. tfn\n\u00e9'), maxLength: 200 }).map(bytesOf),
    );
    fc.assert(
      fc.property(bytes, (body) => {
        try {
          parseJson(body);
        } catch (error) {
          expect(isSintoniaError(error)).toBe(true);
        }
      }),
      { numRuns },
    );
  });

  it('keeps to the bounds it is given', () => {
    const tight = { bytes: 20, depth: 1, keys: 2, text: 3 };
    expect(parseJson('["abc",1]', tight)).toEqual(['abc', 1]);
    expect(thrownBy(() => parseJson('["abcd"]', tight)).code).toBe('SINTONIA_INPUT_TOO_LARGE');
    expect(thrownBy(() => parseJson('[1,2,3]', tight)).code).toBe('SINTONIA_INPUT_TOO_MANY_KEYS');
    expect(thrownBy(() => parseJson('[[]]', tight)).code).toBe('SINTONIA_INPUT_TOO_DEEP');
    expect(thrownBy(() => parseJson(`[${' '.repeat(20)}]`, tight)).code).toBe('SINTONIA_INPUT_TOO_LARGE');
  });
});

function isWithinBounds(value: unknown): boolean {
  const text = JSON.stringify(value);
  return !text.includes('__proto__') && (text.match(/[,[{]/g)?.length ?? 0) < 1_000;
}

describe('parseUnchecked', () => {
  const limits = { bytes: 500_000, depth: 500_000, keys: 100_000 };

  it('leaves values to be checked one by one, however deep they are', () => {
    const body = `[1e999,"\\ud83d",{"__proto__":1},${listOf(100_000)}]`;
    expect(parseUnchecked(body, limits)).toHaveLength(4);
    expect(thrownBy(() => parseJson(body, { ...limits, text: 10 })).field).toBe('body[0]');
  });

  it.each([
    ['too many bytes', ' '.repeat(500_001), 'TOO_LARGE'],
    ['too many elements', `[${'0,'.repeat(200_001)}0]`, 'TOO_MANY_KEYS'],
    ['no JSON', '[', 'NOT_JSON'],
  ])('refuses %s', (_, body, code) => {
    expect(thrownBy(() => parseUnchecked(body, limits)).code).toBe(`SINTONIA_INPUT_${code}`);
  });
});
