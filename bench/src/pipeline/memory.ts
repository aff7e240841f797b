import { itemLists } from '@sintonia/recommenders';
import type { Figure } from '../measurement.js';
import type { BenchCase } from '../suite.js';
import { batchesOf, catalog, orders, userId } from './dataset.js';
import { openEngine } from './open-engine.js';

const KIB_PER_MIB = 1_024;
const LISTS = 1_000;

/** The most memory that a process took which collects, fits and recommends, on SQLite. One run: a peak has no median. */
export const memory: BenchCase = {
  name: 'memory',
  about: 'the most memory that a process takes, loader and all',
  async run(sizes, say) {
    const { engine, close } = await openEngine('sqlite', { plugins: [itemLists()] });
    const figures: Figure[] = [];
    const note = (stage: string) => {
      say(stage);
      figures.push({ case: `memory/${stage}`, metric: 'peak', value: peakMiB(), unit: 'MiB' });
    };
    note('open');
    for (const batch of batchesOf(orders(sizes), 1_000)) await engine.collect(batch);
    for (const batch of batchesOf(catalog(sizes.items), 10_000)) await engine.catalog.put(batch);
    note('collect');
    await engine.fit();
    note('fit');
    for (let list = 0; list < LISTS; list++) await engine.recommend({ userId: userId(list % sizes.people) });
    note('recommend');
    await close();
    return figures;
  },
};

/** Of this process since it began. Node gives kibibytes on every platform. */
function peakMiB(): number {
  return process.resourceUsage().maxRSS / KIB_PER_MIB;
}
