// Learns from shopping: `begin` once, `fit` twice more, each time from more; `look` says what is answered, goes back, cleans up.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '@sintonia/core';
import { itemLists } from '@sintonia/recommenders';
import { DAY, HOUR, isSintoniaError, type SignalInput } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { seededRandom } from '@sintonia/testing';
import { COLLECTIONS } from '../../../packages/core/src/store/collections.js';
import { pointerFirst } from './pointer-first.js';

const [folder, mode, bug] = process.argv.slice(2) as [string, 'begin' | 'fit' | 'look', string?];
const say = (line: string) => writeSync(1, `${line}\n`);
let now = Date.UTC(2026, 5, 1);

const store = sqlite(join(folder, 'store.db'));
const engine = await createEngine({
  ...{ store: bug === undefined ? store : pointerFirst(store), clock: { now: () => now } },
  ...{ plugins: [itemLists()], fitting: 'manual', delivery: 'manual', holdout: 0 },
});
engine.on('error', ({ where, error }) => void say(`error ${where} ${isSintoniaError(error) ? error.code : error}`));

/** What many bought before, somebody of the first round does not change. */
function shopping(round: number, count: number): SignalInput[] {
  const random = seededRandom(round + 1);
  const any = (most: number) => Math.floor(random() * most);
  return Array.from({ length: count }, (_, at) => ({
    id: `${round}-${at}`,
    type: 'Order Completed',
    userId: `person-${round}-${any(30)}`,
    itemId: `item-${Math.min(any(30), any(30))}`,
    timestamp: now - any(30) * DAY,
  }));
}

/** Of somebody with a history, whom item lists answer, and of a stranger, who is told what is popular. */
async function answers(): Promise<string> {
  const [known, stranger] = await Promise.all(
    ['person-0-1', 'nobody'].map(async (userId) => {
      const { picks } = await engine.recommend({ userId, limit: 5 });
      return picks.map(({ itemId, score }) => `${itemId} ${score.toFixed(6)}`).join(', ');
    }),
  );
  return JSON.stringify({ known, stranger });
}

async function learn(round: number, count: number): Promise<void> {
  await engine.collect(shopping(round, count));
  await engine.fit();
  say(`fitted ${await answers()}`);
}

async function look(): Promise<void> {
  say(`answers ${await answers()}`);
  for (const { name, previous } of await engine.models.list()) {
    if (!previous) continue;
    await engine.models.rollback(name);
    say(`back ${await answers()}`);
    await engine.models.rollback(name);
    say(`answers ${await answers()}`);
  }
  now += DAY + HOUR;
  await engine.fit();
  const all = (collection: string) => store.list({ tenant: 'default', collection, limit: 100 });
  const versions = (await all(COLLECTIONS.model)).flatMap(({ value }) => {
    const { active, previous } = value as { active?: { parts: number }; previous?: { parts: number } };
    return [active?.parts ?? 0, previous?.parts ?? 0];
  });
  const [parts, uploads] = [await all(COLLECTIONS.modelPart), await all(COLLECTIONS.modelUpload)];
  const surplus = parts.length - versions.reduce((sum, count) => sum + count, 0);
  say(`surplus ${surplus + uploads.length}`);
}

if (mode === 'begin') await learn(0, 200);
if (mode === 'fit') for (const round of [1, 2]) await learn(round, 60);
if (mode === 'look') await look();
await engine.close();
say('end');
