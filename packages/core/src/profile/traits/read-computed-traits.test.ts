import { describe, expect, it } from 'vitest';
import { coded } from '../../test-engine.fixture.js';
import { readComputedTraits } from './read-computed-traits.js';

const spent = { sum: 'value', of: 'Order Completed' };
const many = (amount: number) => Object.fromEntries(Array.from({ length: amount }, (_, each) => [`t${each}`, spent]));

describe('declarations of traits', () => {
  it.each<[unknown, string, string]>([
    [[], 'INPUT_INVALID', 'traits'],
    [{ spent: 'value' }, 'INPUT_INVALID', 'traits.spent'],
    [{ spent: {} }, 'INPUT_INVALID', 'traits.spent'],
    [{ spent: { ...spent, of: undefined } }, 'INPUT_INVALID', 'traits.spent.of'],
    [{ spent: { ...spent, of: [] } }, 'INPUT_INVALID', 'traits.spent.of'],
    [{ spent: { ...spent, of: ['Order Completed', ''] } }, 'INPUT_INVALID', 'traits.spent.of[1]'],
    [{ spent: { ...spent, sum: 'price' } }, 'INPUT_INVALID', 'traits.spent.sum'],
    [{ spent: { ...spent, sum: 'timestamp' } }, 'INPUT_INVALID', 'traits.spent.sum'],
    [{ spent: { ...spent, sum: 'properties.' } }, 'INPUT_INVALID', 'traits.spent.sum'],
    [{ spent: { ...spent, sum: 'properties.__proto__' } }, 'INPUT_KEY_FORBIDDEN', 'traits.spent.sum'],
    [{ spent: { ...spent, within: 90 } }, 'INPUT_INVALID', 'traits.spent.within'],
    [{ spent: { ...spent, within: '2w' } }, 'INPUT_INVALID', 'traits.spent.within'],
    [{ spent: { ...spent, whithin: '2d' } }, 'INPUT_INVALID', 'traits.spent.whithin'],
    [{ spent: { ...spent, count: 'Order Completed' } }, 'INPUT_INVALID', 'traits.spent.sum'],
    [
      { spent: { ...spent, where: [{ signal: 'value', atLeast: Number.NaN }] } },
      'INPUT_INVALID',
      'traits.spent.where[0].atLeast',
    ],
    [{ spent: { ...spent, where: [{ property: 'x' }] } }, 'INPUT_INVALID', 'traits.spent.where[0]'],
    [{ since: { recency: 'Order Completed', within: '2d' } }, 'INPUT_INVALID', 'traits.since.within'],
    [{ streak: { streak: 'Order Completed', each: 'month' } }, 'INPUT_INVALID', 'traits.streak.each'],
    [{ email: spent }, 'INPUT_INVALID', 'traits.email'],
    [{ '': spent }, 'INPUT_INVALID', 'traits'],
    [JSON.parse('{"__proto__":{"sum":"value","of":"Order Completed"}}'), 'INPUT_KEY_FORBIDDEN', 'traits'],
    [many(201), 'INPUT_TOO_LARGE', 'traits'],
  ])('refuses %j', (input, code, field) => {
    expect(() => readComputedTraits(input, 'traits')).toThrow(expect.objectContaining(coded(code, field)));
  });

  it('takes 200, and keeps what it was given', () => {
    const input = many(200);
    const { of } = readComputedTraits(input, 'traits');
    input.t0 = { sum: 'value', of: 'Order Refunded' };
    expect(readComputedTraits(many(200), 'traits').of).toBe(of);
  });
});
