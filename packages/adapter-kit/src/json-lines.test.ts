import { isSintoniaError } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLines } from './json-lines.js';

const numRuns = process.env.SINTONIA_DEEP ? 100_000 : 1_000;
const timeout = process.env.SINTONIA_DEEP ? 1_800_000 : 60_000;

async function objectsIn(text: string, size: number): Promise<unknown[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  }
  const objects: unknown[] = [];
  for await (const { own } of jsonLines(chunks())) objects.push(own);
  return objects;
}

describe('lines of JSON', () => {
  it('are objects, however they are cut', async () => {
    const text = '{"a":"ñ"}\n\n{"b":[1]}\r\n{"c":null}';
    for (let size = 1; size < 40; size++) {
      expect(await objectsIn(text, size)).toEqual([{ a: 'ñ' }, { b: [1] }, { c: null }]);
    }
  });

  it('are refused where one is longer than a megabyte', async () => {
    await expect(objectsIn(`{"a":"${'x'.repeat(2 ** 20)}"}`, 65_536)).rejects.toMatchObject({
      code: 'SINTONIA_INPUT_TOO_LARGE',
    });
  });

  it('give coded errors only', { timeout }, async () => {
    const text = fc
      .array(fc.oneof(fc.json(), fc.constant('{"a":"ñ"}'), fc.string()), { maxLength: 5 })
      .map((lines) => lines.join('\n'));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (whole, size) => {
        try {
          for (const object of await objectsIn(whole, size)) expect(object).toBeTypeOf('object');
        } catch (error) {
          if (!isSintoniaError(error)) throw error;
        }
      }),
      { seed: 7, numRuns },
    );
  });
});
