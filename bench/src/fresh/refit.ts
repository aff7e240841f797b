import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Figure } from '../measurement.js';
import { seeded, userId } from '../pipeline/dataset.js';
import { median, quantile } from '../quantile.js';
import type { BenchCase } from '../suite.js';
import { listOf, openShop } from './shop.js';

/** A request that takes longer than that is slow. */
const SLOW_MS = 50;

/** Requests one after the other while the model is learnt anew beside them and swapped in. */
export const refit: BenchCase = {
  name: 'refit',
  about: `requests during a refit: how many fail or take more than ${SLOW_MS} ms, and how long the longest`,
  async run(sizes, say) {
    say('preparing');
    const { engine, close } = await openShop(sizes);
    const random = seeded(1);
    const rounds: { took: readonly number[]; failed: number; delay: number }[] = [];
    for (let round = 1; round <= sizes.rounds; round++) {
      say(`round ${round} of ${sizes.rounds}`);
      const loop = monitorEventLoopDelay({ resolution: 1 });
      const took: number[] = [];
      let [failed, fitting] = [0, true];
      loop.enable();
      const fitted = engine.fit().finally(() => {
        fitting = false;
      });
      while (fitting) {
        const start = performance.now();
        try {
          const list = await listOf(engine, { userId: userId(Math.floor(random() * sizes.people)) });
          if (list.length === 0 && sizes.items > 100) failed++;
        } catch {
          failed++;
        }
        took.push(performance.now() - start);
        await setImmediate();
      }
      await fitted;
      loop.disable();
      rounds.push({ took, failed, delay: loop.percentile(99) / 1e6 });
    }
    await close();
    const all = rounds.flatMap(({ took }) => took);
    const figure = (metric: string, value: number, unit: string): Figure => ({
      ...{ case: 'refit/recommend', metric, value, unit },
    });
    return [
      figure(
        'failed',
        rounds.reduce((sum, { failed }) => sum + failed, 0),
        `of ${all.length}`,
      ),
      figure('slow', all.filter((ms) => ms > SLOW_MS).length, `of ${all.length}`),
      figure('longest', Math.max(...all), 'ms'),
      figure('p99', quantile(all, 0.99), 'ms'),
      figure('event-loop delay p99', median(rounds.map(({ delay }) => delay)), 'ms'),
    ];
  },
};
