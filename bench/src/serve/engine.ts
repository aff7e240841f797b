import type { ItemFilter } from '@sintonia/spec';
import { inTurn } from '../in-turn.js';
import { batchesOf, catalog, orders, seeded, userId } from '../pipeline/dataset.js';
import { openEngine } from '../pipeline/open-engine.js';
import { median, quantile } from '../quantile.js';
import { rate } from '../rate.js';
import type { BenchCase, Sizes } from '../suite.js';
import { threeSources } from './three-sources.js';

const where: ItemFilter = {
  all: [
    { attribute: 'group', in: [0, 2, 3, 5, 7] },
    { attribute: 'price', atMost: 40 },
  ],
};

/** A list as a shop asks for it: a large catalogue, a filter, three sources, a reason for every pick, an exposure. */
export const engine: BenchCase = {
  name: 'engine',
  about: 'engine.recommend() over a tenth of the items, with a filter, three sources and reasons, on SQLite',
  async run(sizes, say) {
    say('preparing');
    const opened = await prepared({ ...sizes, items: Math.ceil(sizes.items / 10) });
    const [rounds = []] = await inTurn([opened], sizes.rounds, async ({ engine }, round) => {
      say(`round ${round} of ${sizes.rounds}`);
      const random = seeded(round);
      const took: number[] = [];
      await rate(sizes.seconds, async () => {
        const person = { userId: userId(Math.floor(random() * sizes.people)) };
        const start = performance.now();
        const { picks } = await engine.recommend({ ...person, where, limit: 10 });
        took.push(performance.now() - start);
        if (picks.some(({ reasons }) => reasons.length === 0)) throw new Error('A pick without a reason.');
        return 1;
      });
      return { p50: median(took), p99: quantile(took, 0.99) };
    });
    await opened.close();
    return (['p50', 'p99'] as const).map((metric) => ({
      ...{ case: 'engine/recommend', metric, unit: 'ms' },
      value: median(rounds.map((round) => round[metric])),
    }));
  },
};

async function prepared(sizes: Sizes) {
  const opened = await openEngine('sqlite', { plugins: [threeSources] });
  for (const batch of batchesOf(orders(sizes), 1_000)) await opened.engine.collect(batch);
  for (const batch of batchesOf(catalog(sizes.items), 10_000)) await opened.engine.catalog.put(batch);
  await opened.engine.fit();
  return opened;
}
