import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Interaction } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { expect, it } from 'vitest';
import { SessionRecommender } from './session-recommender.js';

const folder = fileURLToPath(new URL('../../../../../shared/data/yoochoose/', import.meta.url));

/** Sessions of clicks, a line a click. */
function clicks(file: string): Interaction[] {
  const [, ...lines] = readFileSync(`${folder}yoochoose-clicks-100k_${file}.txt`, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [session = '', itemId = '', seconds = ''] = line.split('\t');
    return { person: session, itemId, type: 'Product Viewed', weight: 1, timestamp: 1_000 * Number(seconds) };
  });
}

it('foretells the next click of a shop’s visitors better than what goes together', {
  timeout: 120_000,
}, async (context) => {
  if (!existsSync(folder)) context.skip('The data set yoochoose is not on this machine.');
  const interactions = clicks('train_full');
  const now = Math.max(...interactions.map(({ timestamp }) => timestamp));
  // What the file calls a session is one, however long somebody thought.
  const recommender = new SessionRecommender({ gapMinutes: 1e6 });
  await recommender.fit(fitContext({ interactions, now }));

  const sessions = new Map<string, Interaction[]>();
  for (const click of clicks('test')) sessions.set(click.person, [...(sessions.get(click.person) ?? []), click]);
  let [asked, hits, reciprocal] = [0, 0, 0];
  for (const session of sessions.values()) {
    session.sort((a, b) => a.timestamp - b.timestamp);
    const steps = session.filter(({ itemId }, at) => at === 0 || itemId !== session[at - 1]?.itemId);
    for (let at = 1; at < steps.length; at++) {
      const history = steps.slice(0, at).reverse();
      const allows = (itemId: string) => itemId !== history[0]?.itemId;
      const list = recommender.recommend({ person: 'visitor', history, limit: 20, allows, now });
      const place = list.findIndex(({ itemId }) => itemId === steps[at]?.itemId);
      asked++;
      if (place < 0) continue;
      hits++;
      reciprocal += 1 / (place + 1);
    }
  }
  expect(asked).toBe(7_526);
  expect(hits / asked).toBeGreaterThan(0.575);
  expect(reciprocal / asked).toBeGreaterThan(0.262);
});
