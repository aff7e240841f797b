import { expect, it } from 'vitest';
import { itemLists, popular } from '../index.js';

it('itemLists brings item lists and then popularity, by names that stay', () => {
  expect(itemLists()).toMatchObject({ name: 'item-lists', specVersion: 1 });
  expect(itemLists().recommenders?.map(({ name }) => name)).toEqual(['item-lists', 'popular']);
  expect(popular().recommenders?.map(({ name }) => name)).toEqual(['popular']);
});

it('itemLists hands options on to popularity', () => {
  expect(() => itemLists({ popular: { halfLifeDays: -1 } })).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field: 'halfLifeDays' }),
  );
});
