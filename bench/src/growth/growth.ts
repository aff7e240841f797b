import { dataFile } from '../fit/data-file.js';
import type { BenchCase, BenchSuite, Sizes } from '../suite.js';
import { growthFigures } from './growth-figures.js';
import { type GrowthModel, type GrowthOrder, growthModels } from './growth-order.js';

const gowallaFile = dataFile('gowalla/train.txt');

function generated(model: GrowthModel): BenchCase {
  return {
    name: model,
    about: 'ever more people and signals over the same items',
    run(sizes, say) {
      const orders = shares(sizes.signals).map((share) => ({ model, data: part(sizes, share) }));
      const named = ({ data }: GrowthOrder) => `${model}/${'signals' in data ? data.signals : 0}`;
      return growthFigures(orders, named, sizes.rounds, say);
    },
  };
}

/** Half a power of ten a step, from a hundred thousand, but a tenth at least, to all. */
export function shares(signals: number): readonly number[] {
  const steps = Math.max(2, Math.round(2 * Math.log10(signals / 1e5)));
  return Array.from({ length: steps + 1 }, (_, step) => 10 ** ((step - steps) / 2));
}

/** So many people that everybody does as much as before. */
function part({ people, items, signals }: Sizes, share: number) {
  return { people: Math.ceil(people * share), items, signals: Math.ceil(signals * share) };
}

const gowalla: BenchCase = {
  name: 'gowalla',
  about: 'on Gowalla: what a snapshot takes',
  reads: [gowallaFile],
  run: (sizes, say) =>
    growthFigures(
      growthModels.map((model) => ({ model, data: { file: gowallaFile, people: sizes.people } })),
      ({ model }) => `gowalla/${model}`,
      sizes.rounds,
      say,
    ),
};

export const growth: BenchSuite = {
  name: 'growth',
  about: 'fits of more and more: time, memory beside estimate(), snapshot',
  sizes: { people: 40_000, items: 20_000, signals: 1_000_000, rounds: 3, seconds: 1 },
  quick: { people: 1_000, items: 500, signals: 20_000, rounds: 1, seconds: 1 },
  deep: { people: 400_000, items: 20_000, signals: 10_000_000, rounds: 3, seconds: 1 },
  cases: [...growthModels.map(generated), gowalla],
};
