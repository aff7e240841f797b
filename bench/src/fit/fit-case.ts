import { availableParallelism } from 'node:os';
import { inTurn } from '../in-turn.js';
import { runApart } from '../machine/run-apart.js';
import { besidePeer, type Figure } from '../measurement.js';
import { askPython } from '../peers/ask-python.js';
import { median } from '../quantile.js';
import type { Sizes } from '../suite.js';
import { type FitCost, type FitOrder, fitOrders, orderName } from './fit-order.js';

const MIB = 2 ** 20;
const program = new URL('./fit-process.ts', import.meta.url);

const metrics: readonly { name: string; unit: string; of: (cost: FitCost) => number | undefined }[] = [
  { name: 'wall', unit: 's', of: ({ seconds }) => seconds },
  { name: 'cpu', unit: 's', of: ({ cpuSeconds }) => cpuSeconds },
  { name: 'memory for the fit', unit: 'MiB', of: ({ grownBytes }) => grownBytes / MIB },
  { name: 'memory of the process', unit: 'MiB', of: ({ peakBytes }) => peakBytes / MIB },
  { name: 'loss', unit: 'squared error', of: ({ loss }) => loss },
];

/** Every model, ours and `implicit`'s in turn, each fit in a process of its own that has read the file before. */
export async function fitFigures(
  name: string,
  file: string,
  items: number,
  sizes: Sizes,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  const orders = fitOrders({ file, people: sizes.people, threads: availableParallelism() }, items);
  const variants = orders.flatMap((order) => [
    { order, fit: (asked: FitOrder) => runApart<FitOrder, FitCost>(program, asked) },
    { order, fit: (asked: FitOrder) => askPython<FitCost>('implicit_fit', asked) },
  ]);
  const results = await inTurn(variants, sizes.rounds, ({ order, fit }, round) => {
    say(`${orderName(order)}, round ${round} of ${sizes.rounds}`);
    return fit(order);
  });
  return orders.flatMap((order, place) => {
    const [ours, theirs] = [results[2 * place] ?? [], results[2 * place + 1] ?? []];
    return metrics.flatMap(({ name: metric, unit, of }) => {
      const value = medianOf(ours, of);
      if (value === undefined) return [];
      const figure = { case: `${name}/${orderName(order)}`, metric, value, unit };
      return [besidePeer(figure, 'implicit', medianOf(theirs, of))];
    });
  });
}

function medianOf(costs: readonly (FitCost | undefined)[], of: (cost: FitCost) => number | undefined) {
  const values = costs.flatMap((cost) => (cost === undefined ? [] : (of(cost) ?? [])));
  return values.length > 0 ? median(values) : undefined;
}
