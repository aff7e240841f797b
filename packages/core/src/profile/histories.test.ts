import { DAY, type Segmenter } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
/** More than are looked at. */
const MANY = 10_500;

/** Tells how many days ago the first and the last signal were that it was shown, and how many it was shown. */
const watcher = (): Segmenter => ({
  name: 'watcher',
  specVersion: 1,
  segments: ['seen'],
  assign({ history: { signals }, now }) {
    const days = [signals[0], signals.at(-1)].map((signal) => (now - (signal?.timestamp ?? now)) / DAY);
    const reasons = [...days, signals.length].map((value) => ({ measure: 'seen', value }));
    return [{ segment: 'seen', confidence: 1, reasons }];
  },
});

it.each([
  ['as they happened', (place: number) => MANY - place],
  ['the latest first', (place: number) => place + 1],
  ['an older year last', (place: number) => ((MANY - place + MANY / 2) % MANY) + 1],
  ['in no order', (place: number) => ((place * 7_919) % MANY) + 1],
])('looks at the latest signals of somebody who has very many, collected %s', async (_, ago) => {
  const { engine, clock } = await testEngine({
    plugins: [{ name: 'watcher', specVersion: 1, segmenters: [watcher()] }],
  });
  for (let start = 0; start < MANY; start += 500) {
    const places = Array.from({ length: 500 }, (_, index) => start + index);
    await engine.collect(
      places.map((place) => ({ ...ana, type: 'Page Viewed', timestamp: clock.now() - (ago(place) * DAY) / 10 })),
    );
  }
  const [membership] = (await engine.segmentsOf(ana)).memberships;
  expect(membership?.reasons.map(({ value }) => value)).toEqual([0.1, 1_000, 10_000]);
});
