import { isSintoniaError } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deliveryEvents } from './delivery-events.js';

const numRuns = process.env.SINTONIA_DEEP ? 100_000 : 1_000;
const timeout = process.env.SINTONIA_DEEP ? 1_800_000 : 30_000;

const good = { id: 'e-1', kind: 'delivered', at: '2026-01-01T00:00:00Z', sendKey: 'k-1', url: 'https://shop.example' };
const member = fc.constantFrom(...Object.keys(good), 'providerId', 'to', 'because', 'by', '__proto__');
const value = fc.oneof(fc.anything({ maxDepth: 2 }), fc.constantFrom('human', 'open', '', null, -1, 8.65e15));
const event = fc
  .array(fc.tuple(member, value), { maxLength: 4 })
  .map((changes) => Object.fromEntries([...Object.entries(good), ...changes]));
const body = fc.oneof(
  fc.array(event, { maxLength: 3 }).map((events) => ({ events })),
  fc.record({ events: fc.anything() }),
  fc.anything(),
);

const written = (given: unknown) => {
  try {
    return JSON.stringify(given) ?? '';
  } catch {
    return '{';
  }
};

it('a report of deliveries is read or refused by a code', { timeout }, () => {
  let taken = 0;
  const law = fc.property(body, fc.option(fc.nat(200)), (given, cut) => {
    const bytes = Buffer.from(written(given)).subarray(0, cut ?? undefined);
    try {
      taken += deliveryEvents(bytes).length;
    } catch (error) {
      if (!isSintoniaError(error)) throw error;
      expect(error.code).toMatch(/^SINTONIA_INPUT_/);
    }
  });
  fc.assert(law, { seed: 7, numRuns });
  expect(taken).toBeGreaterThan(0);
});
