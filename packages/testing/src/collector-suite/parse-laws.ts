import { isSintoniaError } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { assertCollected } from './assert-collected.js';
import { frozen, leavesOf, replaced } from './change-payload.js';
import type { CollectorLaw } from './law.js';

const inputCodes = /^SINTONIA_(?:INPUT_\w+|PERSON_MISSING|SIGNAL_TIMESTAMP_FUTURE)$/;

/** Either it means something valid, or it is refused by a coded error that names a field. */
function assertTaken(parse: (payload: unknown) => unknown, payload: unknown): void {
  let collected: unknown;
  try {
    collected = parse(payload);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    expect(error.code).toMatch(inputCodes);
    expect(error.field, 'the field at fault').toBeTypeOf('string');
    return;
  }
  assertCollected(collected as Parameters<typeof assertCollected>[0]);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = { a: [value] };
  return value;
}

export const parseLaws: readonly CollectorLaw[] = [
  {
    law: 'it says who it is',
    async check({ collector, samples }) {
      expect(collector.name).toMatch(/^[a-z\d][\w-]{0,99}$/);
      expect(collector.specVersion).toBe(1);
      expect(samples.length, 'samples of what the vendor sends').toBeGreaterThan(0);
    },
  },
  {
    law: 'every sample means what it should, and all of it is valid',
    async check({ collector, samples }) {
      for (const { name, payload, means } of samples) {
        const collected = collector.parse(payload);
        assertCollected(collected);
        if (means !== undefined) expect(collected, name).toMatchObject(means);
      }
    },
  },
  {
    law: 'different events have different ids',
    async check({ collector, samples }) {
      const ids = samples.flatMap(({ payload }) => collector.parse(payload).signals ?? []).map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)]);
    },
  },
  {
    law: 'the same payload means the same, whenever it is read',
    async check({ collector, samples }) {
      const random = vi.spyOn(Math, 'random');
      const network = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('parse must not use the network'));
      vi.useFakeTimers({ toFake: ['Date'], now: 0 });
      try {
        for (const { name, payload } of samples) {
          random.mockReturnValue(0.1);
          vi.setSystemTime(0);
          const first = collector.parse(payload);
          random.mockReturnValue(0.9);
          vi.setSystemTime(Date.UTC(2040, 0));
          expect(collector.parse(structuredClone(payload)), name).toEqual(first);
        }
        expect(network, 'calls of fetch').not.toHaveBeenCalled();
      } finally {
        vi.useRealTimers();
        random.mockRestore();
        network.mockRestore();
      }
    },
  },
  {
    law: 'a payload is not changed by being read',
    async check({ collector, samples }) {
      for (const { payload } of samples) {
        const copy = structuredClone(payload);
        collector.parse(frozen(payload));
        expect(payload).toEqual(copy);
      }
    },
  },
  {
    law: 'what is no payload at all is refused, field and all',
    async check({ collector }) {
      const parse = (payload: unknown) => collector.parse(payload);
      const polluting = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
      for (const payload of [
        undefined,
        null,
        0,
        Number.NaN,
        '',
        'text',
        true,
        [],
        {},
        [[]],
        [null],
        polluting,
        nested(5000),
      ]) {
        assertTaken(parse, payload);
      }
      expect(Object.hasOwn(Object.prototype, 'polluted'), 'Object.prototype was changed').toBe(false);
    },
  },
  {
    law: 'a payload with any part missing or wrong means something valid or is refused, field and all',
    async check({ collector, samples }) {
      const parse = (payload: unknown) => collector.parse(payload);
      const wrong = [
        undefined,
        null,
        '',
        ' ',
        '\0',
        '~x',
        'x'.repeat(300),
        '\ud800',
        -1,
        Infinity,
        Number.NaN,
        true,
        [],
        {},
        '2026-13-45',
      ];
      for (const { payload } of samples) {
        for (const path of leavesOf(payload))
          for (const value of wrong) assertTaken(parse, replaced(payload, path, value));
        const anything = fc.tuple(fc.constantFrom(...leavesOf(payload)), fc.anything());
        fc.assert(
          fc.property(anything, ([path, value]) => assertTaken(parse, replaced(payload, path, value))),
          { seed: 1, numRuns: 200 },
        );
      }
    },
  },
];
