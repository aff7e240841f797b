import type { EngineEvents, Recommender } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

it('a fit says how far it is, and how long it will take at this pace', async () => {
  const slow: Recommender = {
    name: 'slow',
    specVersion: 1,
    recommend: () => [],
    async fit({ progress }) {
      progress(0);
      for (const fraction of [0.25, 0.5, 1]) {
        testClock.advance(1_000);
        progress(fraction);
      }
      return { people: 0, items: 0, interactions: 0, outcome: 'fitted' };
    },
  };
  const { engine, testClock } = await testEngine({
    plugins: [{ name: 'slow', specVersion: 1, recommenders: [slow] }],
  });
  const heard: EngineEvents['fitProgress'][] = [];
  engine.on('fitProgress', (event) => void heard.push(event));
  await engine.fit();
  expect(heard).toEqual([
    { model: 'slow', fraction: 0 },
    { model: 'slow', fraction: 0.25, remainingMs: 3_000 },
    { model: 'slow', fraction: 0.5, remainingMs: 2_000 },
    { model: 'slow', fraction: 1, remainingMs: 0 },
  ]);
});
