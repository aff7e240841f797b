import type { PersonReference } from '@sintonia/spec';
import { inTurn } from '../in-turn.js';
import { userId } from '../pipeline/dataset.js';
import { median, quantile } from '../quantile.js';
import { rate } from '../rate.js';
import type { BenchCase } from '../suite.js';
import { isSame, listOf, openShop, takeFirst } from './shop.js';

/** From a signal to the next answer that reflects it, in one process: collect, durably, then recommend. */
export const here: BenchCase = {
  name: 'here',
  about: 'a signal is collected and the next answer is another, in the same process, nothing else going on',
  async run(sizes, say) {
    say('preparing');
    const { engine, close } = await openShop(sizes);
    let turn = 0;
    const kinds: readonly { name: string; next: () => PersonReference }[] = [
      { name: 'known', next: () => ({ userId: userId(turn++ % sizes.people) }) },
      { name: 'new', next: () => ({ userId: `newcomer-${turn++}` }) },
      { name: 'anonymous', next: () => ({ anonymousId: `visitor-${turn++}` }) },
    ];
    const results = await inTurn(kinds, sizes.rounds, async ({ name, next }, round) => {
      say(`${name}, round ${round} of ${sizes.rounds}`);
      const took: number[] = [];
      await rate(sizes.seconds, async () => {
        const person = next();
        const before = await listOf(engine, person);
        // Whoever has everything by now has no list that could change.
        if (before.length === 0) return 1;
        const start = performance.now();
        await takeFirst(engine, person, before);
        const after = await listOf(engine, person);
        took.push(performance.now() - start);
        if (isSame(before, after)) throw new Error(`The next answer to a ${name} person was the same.`);
        return 1;
      });
      return took.length > 0 ? { p50: median(took), p99: quantile(took, 0.99) } : { p50: 0, p99: 0 };
    });
    await close();
    return kinds.flatMap(({ name }, place) =>
      (['p50', 'p99'] as const).map((metric) => ({
        ...{ case: `here/${name}`, metric, unit: 'ms' },
        value: median((results[place] ?? []).map((round) => round[metric])),
      })),
    );
  },
};
