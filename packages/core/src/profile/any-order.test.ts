import type { SignalInput } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';
import { addExactly, exactSum } from './exact-sum.js';

const start = Date.UTC(2025, 0, 1);
const signal = fc.record({
  id: fc.nat(30).map(String),
  type: fc.constantFrom('Order Completed', 'Order Refunded', 'Product Viewed'),
  userId: fc.constantFrom('ana', 'ben'),
  timestamp: fc.nat(1_000_000).map((after) => start + after),
  value: fc.double({ min: -1e15, max: 1e15, noNaN: true }),
});

/** The first signal of each id, as a store keeps them. */
function unique(signals: readonly SignalInput[]): SignalInput[] {
  return [...new Map([...signals].reverse().map((one) => [one.id, one])).values()];
}

async function profilesAfter(batches: readonly (readonly SignalInput[])[], atOnce: boolean) {
  const { engine } = await testEngine();
  if (atOnce) await Promise.all(batches.map((batch) => engine.collect(batch)));
  else for (const batch of batches) await engine.collect(batch);
  return [await engine.profileOf({ userId: 'ana' }), await engine.profileOf({ userId: 'ben' })];
}

describe('a profile', () => {
  it('is the same however its signals are split, ordered and repeated', async () => {
    const scenario = fc
      .array(signal, { maxLength: 25 })
      .map(unique)
      .chain((signals) =>
        fc.record({
          signals: fc.constant(signals),
          batches: fc.array(fc.shuffledSubarray(signals), { maxLength: 5 }),
          rest: fc.shuffledSubarray(signals, { minLength: signals.length }),
          atOnce: fc.boolean(),
        }),
      );
    await fc.assert(
      fc.asyncProperty(scenario, async ({ signals, batches, rest, atOnce }) => {
        const right = await profilesAfter([signals], false);
        expect(await profilesAfter([...batches, rest], atOnce)).toStrictEqual(right);
      }),
      { numRuns: 60 },
    );
  });
});

describe('exactSum', () => {
  const money = fc.array(fc.double({ min: -1e15, max: 1e15, noNaN: true }), { maxLength: 30 });
  const sumOf = (numbers: readonly number[]) => exactSum(numbers.reduce(addExactly, [] as readonly number[]));

  it('does not depend on the order', () => {
    const shuffled = money.chain((numbers) =>
      fc.tuple(fc.constant(numbers), fc.shuffledSubarray(numbers, { minLength: numbers.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(sumOf(other)).toBe(sumOf(one));
      }),
    );
  });

  it('is what whole numbers say', () => {
    // Multiples of 1/1024 are exact, and so are their sums as whole numbers.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (numbers) => {
        const whole = numbers.reduce((sum, number) => sum + BigInt(number), 0n);
        expect(sumOf(numbers.map((number) => number / 1_024))).toBe(Number(whole) / 1_024);
      }),
    );
  });

  it('loses nothing that naive sums lose', () => {
    expect(sumOf([0.1, 0.2, 0.3])).toBe(0.6);
    expect(sumOf([1e15, 0.01, -1e15])).toBe(0.01);
    expect(sumOf(Array(10).fill(0.1))).toBe(1);
    expect(sumOf([])).toBe(0);
  });
});
