import { inTurn } from '../in-turn.js';
import { besidePeer, type Figure } from '../measurement.js';
import { median } from '../quantile.js';
import type { BenchCase } from '../suite.js';
import { npmSearchers } from './npm-searchers.js';
import { searchTask } from './search-task.js';
import { exactSearchers, type Searched, type Searcher } from './searcher.js';

/** The ten largest inner products of 64 numbers among all items, without 50 seen, one thread. */
export const vectors: BenchCase = {
  name: 'vectors',
  about: 'top 10 of a tenth of the items and of all by inner product, beside the floor and peers',
  async run(sizes, say) {
    const figures: Figure[] = [];
    for (const items of new Set([Math.ceil(sizes.items / 10), sizes.items])) {
      figures.push(...(await searched(items, sizes.rounds, (progress) => say(`${items} items, ${progress}`))));
    }
    return figures;
  },
};

async function searched(items: number, rounds: number, say: (progress: string) => void): Promise<readonly Figure[]> {
  const task = searchTask(items);
  try {
    const searchers = [...(await exactSearchers(task)), ...(await npmSearchers(task, say))];
    const results = await inTurn(searchers, rounds, ({ name, search }, round) => {
      say(`${name}, round ${round} of ${rounds}`);
      return search();
    });
    const named = new Map(searchers.map(({ name }, place) => [name, results[place] ?? []]));
    const timeOf = (name: string) => p50(named.get(name) ?? []);
    // Floats alone are what anybody can check.
    const truth = named.get('f32')?.[0]?.answers ?? [];
    const figure = (metric: string, value: number | undefined, unit: string): Figure => ({
      ...{ case: `vectors/${items}`, metric, unit },
      value: value ?? 0,
    });
    return [
      ...searchers
        .filter(({ name }) => name !== 'exact' && name !== 'int8')
        .map(({ name }) => besidePeer(figure('exact p50', timeOf('exact'), 'ms'), name, timeOf(name))),
      besidePeer(figure('int8 p50', timeOf('int8'), 'ms'), 'f32', timeOf('f32')),
      ...searchers.flatMap((searcher) => qualities(searcher, named.get(searcher.name) ?? [], truth, figure)),
    ];
  } finally {
    task.close();
  }
}

const p50 = (rounds: readonly (Searched | undefined)[]): number | undefined => {
  const times = rounds.flatMap((round) => (round ? median(round.times) : []));
  return times.length > 0 ? median(times) : undefined;
};

function qualities(
  { name, buildSeconds }: Searcher,
  [first]: readonly (Searched | undefined)[],
  truth: Searched['answers'],
  figure: (metric: string, value: number, unit: string) => Figure,
): readonly Figure[] {
  const judged = name !== 'f32' && name !== 'read floor' && first !== undefined && first.answers.length > 0;
  return [
    ...(judged ? [figure(`${name} recall`, recall(first.answers, truth), 'of 1')] : []),
    ...(buildSeconds === undefined ? [] : [figure(`${name} build`, buildSeconds, 's')]),
  ];
}

/** How much of what is true was found, over all queries. */
export function recall(answers: Searched['answers'], truth: Searched['answers']): number {
  let [found, all] = [0, 0];
  for (const [at, wanted] of truth.entries()) {
    const answer = new Set(answers[at]);
    found += wanted.filter((row) => answer.has(row)).length;
    all += wanted.length;
  }
  return found / all;
}
