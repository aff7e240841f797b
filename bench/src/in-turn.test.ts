import { expect, it } from 'vitest';
import { inTurn } from './in-turn.js';

it('takes variants in turn and does not count the first round', async () => {
  const order: string[] = [];
  const results = await inTurn(['a', 'b'], 2, async (variant, round) => {
    order.push(`${variant}${round}`);
    return `${variant}${round}`;
  });
  expect(order).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
  expect(results).toEqual([
    ['a1', 'a2'],
    ['b1', 'b2'],
  ]);
});
