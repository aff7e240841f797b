import { createEngine } from '@sintonia/core';
import { inMemory, recommenderSuite } from '@sintonia/testing';
import { expect, it } from 'vitest';
import { JustTaken, justTaken } from './just-taken.js';

recommenderSuite('just taken', { create: () => new JustTaken() });

it('recommends what others took last', async () => {
  const engine = await createEngine(inMemory({ plugins: [justTaken()] }).options);
  const timestamp = '2025-12-31T12:00:00Z';
  await engine.collect([
    { type: 'Order Completed', userId: 'ana', itemId: 'mug' },
    { type: 'Order Completed', userId: 'ana', itemId: 'kettle', timestamp },
  ]);
  await engine.fit();
  const { picks } = await engine.recommend({ userId: 'ben' });
  expect(picks.map(({ itemId }) => itemId)).toEqual(['mug', 'kettle']);
  await engine.close();
});
