import { expect, it } from 'vitest';
import { purchaseDrift } from './purchase-drift.js';

it.each([
  [100, 100, []],
  [140, 100, [{ level: 'moderate', value: 1.4, threshold: 1.25 }]],
  [160, 100, [{ level: 'major', value: 1.6 }]],
  [50, 100, [{ level: 'major', value: 0.5, threshold: 1.5 }]],
  [0, 100, [{ level: 'major', value: 0 }]],
  [50, 10, []],
])('%d purchases where %d were expected', (observed, expected, found) => {
  expect(purchaseDrift(observed, expected)).toMatchObject(found);
});
