import type { Figure } from '../measurement.js';
import { userId } from '../pipeline/dataset.js';
import { median, quantile } from '../quantile.js';
import { rate } from '../rate.js';
import type { BenchCase } from '../suite.js';
import { startBranch } from './branch.js';
import { listOf, openShop, takeFirst } from './shop.js';

/** From a signal that one process has collected to an answer of another one that reflects it. */
export const there: BenchCase = {
  name: 'there',
  about: 'a signal is collected here, and the answer of a second process on the same store is another',
  async run(sizes, say) {
    say('preparing');
    const { engine, file, close } = await openShop(sizes);
    const branch = await startBranch(file);
    const took: number[] = [];
    let [turn, stale] = [0, 0];
    say('measuring');
    await rate(sizes.seconds * sizes.rounds, async () => {
      const person = userId(turn++ % sizes.people);
      const before = await listOf(engine, { userId: person });
      if (before.length === 0) return 1;
      await takeFirst(engine, { userId: person }, before);
      const start = performance.now();
      stale += await branch.untilOther(person, before);
      took.push(performance.now() - start);
      return 1;
    });
    await branch.close();
    await close();
    const figure = (metric: string, value: number, unit: string): Figure => ({
      case: 'there/known',
      metric,
      value,
      unit,
    });
    return [
      figure('p50', median(took), 'ms'),
      figure('p99', quantile(took, 0.99), 'ms'),
      figure('stale answers', stale, `of ${took.length}`),
    ];
  },
};
