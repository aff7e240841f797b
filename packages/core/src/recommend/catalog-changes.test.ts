import type { Engine, Plugin } from '@sintonia/spec';
import { fakeRecommender } from '@sintonia/testing';
import { expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };

/** A shop of four, in which something happens each time a recommender has answered. */
async function shop(meanwhile: (engine: Engine, time: number) => Promise<void>) {
  const fake = fakeRecommender({ itemIds: ['mug', 'pot', 'tea', 'cup'] });
  const opened: { engine?: Engine } = {};
  let times = 0;
  const recommend: typeof fake.recommend = async (request) => {
    const candidates = await fake.recommend(request);
    await meanwhile(opened.engine as Engine, ++times);
    return candidates;
  };
  const plugin: Plugin = { name: 'slow', specVersion: 1, recommenders: [{ ...fake, recommend }] };
  const { engine } = await testEngine({ plugins: [plugin] });
  opened.engine = engine;
  await engine.catalog.put(['mug', 'pot', 'tea', 'cup'].map((itemId) => ({ itemId })));
  return async () => (await engine.recommend({ ...ana, limit: 2 })).picks.map(({ itemId }) => itemId);
}

it('what is deleted or withdrawn while a list is made is not in it, and others take its place', async () => {
  const list = await shop(async (engine, time) => {
    if (time === 1) await engine.catalog.remove(['mug']);
    if (time === 2) await engine.catalog.put([{ itemId: 'pot', available: false }]);
  });
  expect(await list()).toEqual(['tea', 'cup']);
});

it('a catalogue that never rests gets a list all the same, of what is there', async () => {
  const list = await shop(async (engine, time) => {
    await engine.catalog.put([{ itemId: 'new', title: `${time}` }]);
    if (time === 3) await engine.catalog.remove(['mug']);
  });
  expect(await list()).toEqual(['pot']);
});
