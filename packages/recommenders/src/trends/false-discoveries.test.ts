import { expect, it } from 'vitest';
import { discoveries } from './false-discoveries.js';

it('takes up to the last chance that is small enough for its rank', () => {
  // The fifteen chances of the paper's example, at a rate of 0.05: four are taken.
  const chances = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  expect(discoveries(chances, 15, 0.05)).toBe(4);
  expect(discoveries(chances, 1_000, 0.05)).toBe(0);
  expect(discoveries([], 15, 0.05)).toBe(0);
});
