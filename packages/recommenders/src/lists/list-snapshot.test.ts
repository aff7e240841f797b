import { isSintoniaError } from '@sintonia/spec';
import { fitContext, generateInteractions } from '@sintonia/testing';
import { expect, it } from 'vitest';
import { ItemListsRecommender } from '../index.js';
import type { ListModel } from './list-model.js';
import { packLists } from './list-snapshot.js';

const model: ListModel = {
  itemIds: ['cup', 'pot', 'tea'],
  rows: 3,
  columns: 3,
  indptr: Uint32Array.of(0, 2, 3, 3),
  indices: Uint16Array.of(1, 2, 0),
  levels: Int16Array.of(32_767, 9, 32_767),
  scales: Float32Array.of(1, 0.5, 1),
};

const restored = (part: Partial<ListModel>) => {
  const recommender = new ItemListsRecommender();
  recommender.restore(packLists('item-lists', { ...model, ...part }));
  return recommender;
};

it('brings lists back', () => {
  const scores = restored({}).similar('cup', 9, () => true);
  expect(scores.map(({ itemId, score }) => [itemId, score])).toEqual([
    ['pot', 32_767],
    ['tea', 9],
  ]);
});

it.each([
  ['an item that is not there', { indices: Uint16Array.of(1, 3, 0) }],
  ['fewer levels than neighbours', { levels: Int16Array.of(1, 1) }],
  ['offsets that fall', { indptr: Uint32Array.of(0, 4, 3, 3) }],
  ['offsets that end too early', { indptr: Uint32Array.of(0, 1, 2, 2) }],
  ['a scale that is no number', { scales: Float32Array.of(1, Number.NaN, 1) }],
  ['a scale below 0', { scales: Float32Array.of(1, -1, 1) }],
  ['more items than lists', { itemIds: ['cup', 'jug', 'pot', 'tea'] }],
])('refuses %s, though the checksum is right, and keeps its model', async (_, part) => {
  const recommender = new ItemListsRecommender();
  await recommender.fit(fitContext({ interactions: [...generateInteractions({ count: 200 })] }));
  const before = recommender.snapshot();
  const bytes = packLists('item-lists', { ...model, ...part });
  expect(() => recommender.restore(bytes)).toThrow(
    expect.toSatisfy((error) => isSintoniaError(error, 'SNAPSHOT_INVALID')),
  );
  expect(recommender.snapshot()).toEqual(before);
});
