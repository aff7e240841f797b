import { inTurn } from '../in-turn.js';
import { median } from '../quantile.js';
import { rate } from '../rate.js';
import type { BenchCase } from '../suite.js';
import { batchesOf, orders } from './dataset.js';
import { openEngine, type StoreName } from './open-engine.js';

interface Shape {
  readonly store: StoreName;
  readonly name: string;
  /** Signals a call. */
  readonly batch: number;
  /** Calls that wait at the same time. */
  readonly calls: number;
}

const shapes: readonly Omit<Shape, 'store'>[] = [
  { name: '1-a-call', batch: 1, calls: 1 },
  { name: '1-a-call-100-calls-at-once', batch: 1, calls: 100 },
  { name: '100-a-call', batch: 100, calls: 1 },
  { name: '1000-a-call', batch: 1_000, calls: 1 },
];

/** How fast signals are taken in, each new to a new store. A call resolves when its signals are durable. */
export const collect: BenchCase = {
  name: 'collect',
  about: 'signals a second, by store and by how many a call brings',
  async run(sizes, say) {
    const variants = (['sqlite', 'memory'] as const).flatMap((store) => shapes.map((shape) => ({ store, ...shape })));
    const results = await inTurn(variants, sizes.rounds, async ({ store, name, batch, calls }, round) => {
      say(`${store}, ${name}, round ${round} of ${sizes.rounds}`);
      const { engine, close } = await openEngine(store);
      const batches = batchesOf(orders(sizes), batch);
      const perSecond = await rate(sizes.seconds, async () => {
        const waiting = Array.from({ length: calls }, () => batches.next().value ?? []).filter(
          ({ length }) => length > 0,
        );
        const taken = await Promise.all(waiting.map((signals) => engine.collect(signals)));
        return taken.reduce((sum, { accepted }) => sum + accepted, 0);
      });
      await close();
      return perSecond;
    });
    return variants.map(({ store, name }, place) => ({
      case: `collect/${store}/${name}`,
      metric: 'throughput',
      value: median(results[place] ?? []),
      unit: 'signals/s',
    }));
  },
};
