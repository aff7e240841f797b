import { itemLists } from '@sintonia/recommenders';
import { inTurn } from '../in-turn.js';
import type { Figure } from '../measurement.js';
import { median, quantile } from '../quantile.js';
import { rate } from '../rate.js';
import type { BenchCase, Sizes } from '../suite.js';
import { batchesOf, catalog, orders, seeded, userId } from './dataset.js';
import { openEngine, type StoreName } from './open-engine.js';

/** One list of ten after the other, for people drawn at random, with what they did until now and an exposure each. */
export const recommend: BenchCase = {
  name: 'recommend',
  about: 'milliseconds and lists a second, on a fitted model',
  async run(sizes, say) {
    const stores: readonly StoreName[] = ['sqlite', 'memory'];
    const opened = new Map(
      await Promise.all(stores.map(async (store) => [store, await fitted(store, sizes)] as const)),
    );
    const results = await inTurn(stores, sizes.rounds, async (store, round) => {
      say(`${store}, round ${round} of ${sizes.rounds}`);
      const { engine } = opened.get(store) as Awaited<ReturnType<typeof fitted>>;
      const random = seeded(round);
      const took: number[] = [];
      const perSecond = await rate(sizes.seconds, async () => {
        const start = performance.now();
        await engine.recommend({ userId: userId(Math.floor(random() * sizes.people)), limit: 10 });
        took.push(performance.now() - start);
        return 1;
      });
      return { perSecond, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
    });
    await Promise.all([...opened.values()].map(({ close }) => close()));
    return stores.flatMap((store, place): Figure[] => {
      const rounds = results[place] ?? [];
      const name = `recommend/${store}`;
      return [
        { case: name, metric: 'p50', value: median(rounds.map(({ p50 }) => p50)), unit: 'ms' },
        { case: name, metric: 'p99', value: median(rounds.map(({ p99 }) => p99)), unit: 'ms' },
        { case: name, metric: 'throughput', value: median(rounds.map(({ perSecond }) => perSecond)), unit: 'lists/s' },
      ];
    });
  },
};

async function fitted(store: StoreName, sizes: Sizes) {
  const opened = await openEngine(store, { plugins: [itemLists()] });
  for (const batch of batchesOf(orders(sizes), 1_000)) await opened.engine.collect(batch);
  for (const batch of batchesOf(catalog(sizes.items), 10_000)) await opened.engine.catalog.put(batch);
  await opened.engine.fit();
  return opened;
}
