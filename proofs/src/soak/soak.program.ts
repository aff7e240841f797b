// Collects, recommends and sends at steady rates for a while, then counts all that is there. Says what it measured, as JSON.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { createEngine } from '@sintonia/core';
import { itemLists } from '@sintonia/recommenders';
import type { ChannelDispatcher } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { seededRandom } from '@sintonia/testing';
import { atRate } from './at-rate.js';
import { slopeOf } from './slope-of.js';
import { RATES, type SoakReport } from './soak-report.js';

const [folder, length] = process.argv.slice(2) as [string, string];
const seconds = Number(length);
/** Signals come by so many in a call, as from a web server that gathers them. */
const BATCH = 10;
const PEOPLE = 10_000;
const ITEMS = 1_000;
const MEGABYTE = 2 ** 20;
/** Until code is compiled, and SQLite's caches, 80 MiB in all, are full: some 350,000 signals. */
const warmUp = Math.min(seconds / 2, 400);

const accepts = new Uint8Array(seconds * RATES.sends + 1);
const dispatcher: ChannelDispatcher = {
  ...{ name: 'counting', specVersion: 1, channel: 'note', addressOf: ({ person }) => person },
  async dispatch({ content }) {
    const number = Number(content.text);
    accepts[number] = (accepts[number] as number) + 1;
    return {};
  },
};
const texts = new Map<string, string>();
const store = sqlite(join(folder, 'store.db'));
const engine = await createEngine({
  ...{ store, fitting: 'manual', delivery: 'automatic', holdout: 0 },
  plugins: [itemLists(), { name: 'counting', specVersion: 1, dispatchers: [dispatcher] }],
  campaigns: {
    note: {
      ...{ channel: 'note', purpose: 'service', picks: 0 },
      compose: ({ profile }) => ({ text: texts.get(profile.person) ?? '' }),
    },
  },
});

const random = seededRandom(1);
const any = (most: number) => Math.floor(random() * most);
const somebody = () => `person-${any(PEOPLE)}`;

function collect(number: number): Promise<unknown> {
  const signals = Array.from({ length: BATCH }, (_, at) => ({
    id: `${number * BATCH + at}`,
    ...{ type: 'Product Viewed', userId: somebody(), itemId: `item-${Math.min(any(ITEMS), any(ITEMS))}` },
  }));
  return engine.collect(signals);
}

async function send(number: number): Promise<void> {
  // Nobody gets two at the same moment.
  const userId = `person-${number % PEOPLE}`;
  texts.set(userId, `${number}`);
  await engine.send({ userId, campaign: 'note', occasion: `${number}` });
  texts.delete(userId);
}

async function watch(): Promise<
  Pick<SoakReport, 'rssSlope' | 'rssMegabytes' | 'rssByMinute' | 'heapSlope' | 'loopDelayP99'>
> {
  await pause(warmUp * 1000);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const samples: [minutes: number, megabytes: number][] = [];
  const heap: [minutes: number, megabytes: number][] = [];
  for (let second = warmUp; second < seconds; second += 1) {
    const { rss, heapUsed, external } = process.memoryUsage();
    samples.push([second / 60, rss / MEGABYTE]);
    heap.push([second / 60, (heapUsed + external) / MEGABYTE]);
    await pause(1000);
  }
  delays.disable();
  return {
    rssSlope: slopeOf(samples),
    rssMegabytes: samples.at(-1)?.[1] ?? 0,
    rssByMinute: samples.filter((_, at) => at % 60 === 0).map(([, megabytes]) => Math.round(megabytes)),
    heapSlope: slopeOf(heap),
    loopDelayP99: delays.percentile(99) / 1e6,
  };
}

/** Which of the signals are in the store, and how many are there that should not. */
async function countStored(expected: number): Promise<{ lost: number; surplus: number }> {
  const seen = new Uint8Array(expected);
  let after: string | undefined;
  let surplus = 0;
  for (;;) {
    const page = await store.scan({ tenant: 'default', limit: 10_000, after });
    for (const { id } of page.signals) {
      if (id.startsWith('before-')) continue;
      if (seen[Number(id)] !== 0) surplus += 1;
      seen[Number(id)] = 1;
    }
    if (!page.more) break;
    after = page.cursor;
  }
  return { lost: seen.filter((times) => times === 0).length, surplus };
}

// Something to recommend from; it has no number.
await engine.collect(
  Array.from({ length: 500 }, (_, at) => ({
    ...{ id: `before-${at}`, type: 'Product Viewed', userId: somebody(), itemId: `item-${any(ITEMS)}` },
  })),
);
await engine.fit();
const [batches, recommendations, sends, watched] = await Promise.all([
  atRate(RATES.signals / BATCH, seconds, collect),
  atRate(RATES.recommendations, seconds, () => engine.recommend({ userId: somebody(), limit: 10 })),
  atRate(RATES.sends, seconds, send),
  watch(),
]);
const signals = batches * BATCH;
await engine.tick();
const report: SoakReport = {
  ...{ seconds, signals, recommendations, sends, ...watched },
  ...(await countStored(signals)),
  unsent: accepts.subarray(0, sends).filter((times) => times === 0).length,
  acceptedTwice: accepts.filter((times) => times > 1).length,
};
await engine.close();
writeSync(1, `${JSON.stringify(report)}\n`);
