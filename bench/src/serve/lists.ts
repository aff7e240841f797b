import { ListScorer } from '@sintonia/kernels';
import { ItemListsRecommender } from '@sintonia/recommenders';
import { historyOf, matrixContext } from '../fit/matrix-context.js';
import { powerLawMatrix } from '../fit/power-law-matrix.js';
import { inTurn } from '../in-turn.js';
import { seeded } from '../pipeline/dataset.js';
import { median, quantile } from '../quantile.js';
import { rate } from '../rate.js';
import type { BenchCase, Sizes } from '../suite.js';

const LENGTH = 500;
const HISTORY = 27;
const PICKS = 10;
/** Of the vectors' items: about as many as Gowalla has. */
const SHARE = 1 / 25;
/** So many signals more than for the engine that lists are as full as Gowalla's. */
const FULL = 3;

/** An answer of item lists to who has a history of 27: the lists alone, and with ids, filter and reasons. */
export const lists: BenchCase = {
  name: 'lists',
  about: 'an answer of item lists, K = 500, to a history of 27',
  async run(sizes, say) {
    const items = Math.max(8, Math.round(sizes.items * SHARE));
    const answers: readonly { name: string; answer: (random: () => number) => unknown }[] = [
      { name: 'lists/kernel', answer: await kernelAnswer(items) },
      {
        name: 'lists/recommender',
        answer: await recommenderAnswer({ ...sizes, items, signals: FULL * sizes.signals }),
      },
    ];
    const results = await inTurn(answers, sizes.rounds, async ({ name, answer }, round) => {
      say(`${name}, round ${round} of ${sizes.rounds}`);
      const random = seeded(round);
      const took: number[] = [];
      await rate(sizes.seconds, async () => {
        const start = performance.now();
        await answer(random);
        took.push((performance.now() - start) * 1_000);
        return 1;
      });
      return { p50: median(took), p99: quantile(took, 0.99) };
    });
    return answers.flatMap(({ name }, place) =>
      (['p50', 'p99'] as const).map((metric) => ({
        ...{ case: name, metric, unit: 'µs' },
        value: median((results[place] ?? []).map((round) => round[metric])),
      })),
    );
  },
};

/** Lists of items drawn evenly: the most that a history can meet, so the worst there is. */
async function kernelAnswer(items: number) {
  const random = seeded(1);
  const length = Math.min(LENGTH, items - 1);
  const start = () => Math.floor(random() * items);
  const indices = Uint32Array.from({ length: items * length }, start);
  const values = Float32Array.from({ length: items * length }, random);
  const indptr = Uint32Array.from({ length: items + 1 }, (_, row) => row * length);
  const scorer = await ListScorer.rounding({ rows: items, columns: items, indptr, indices, values });
  return (draw: () => number) => {
    const seeds = Uint32Array.from({ length: HISTORY }, () => Math.floor(draw() * items));
    return scorer.score(seeds, PICKS, { exclude: seeds });
  };
}

async function recommenderAnswer(sizes: Sizes) {
  const matrix = powerLawMatrix(sizes);
  const recommender = new ItemListsRecommender({ listLength: LENGTH });
  await recommender.fit(matrixContext(matrix));
  // Whoever has more than that counts with the first of it.
  const histories = Array.from({ length: sizes.people }, (_, row) => historyOf(matrix, row)).filter(
    ({ length }) => length >= Math.min(HISTORY, sizes.signals / sizes.people / 2),
  );
  return (draw: () => number) => {
    const history = (histories[Math.floor(draw() * histories.length)] ?? []).slice(0, HISTORY);
    const has = new Set(history.map(({ itemId }) => itemId));
    const allows = (itemId: string) => !has.has(itemId);
    return recommender.recommend({ person: 'person-0', history, limit: PICKS, allows, now: 0 });
  };
}
