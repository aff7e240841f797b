import { inTurn } from '../in-turn.js';
import { runApart } from '../machine/run-apart.js';
import { besidePeer, type Figure } from '../measurement.js';
import { median } from '../quantile.js';
import type { Grown, GrowthOrder } from './growth-order.js';

const MIB = 2 ** 20;
const program = new URL('./grow-process.ts', import.meta.url);

/** Fits in turn, each in a process of its own. @param named what each order is called */
export async function growthFigures(
  orders: readonly GrowthOrder[],
  named: (order: GrowthOrder) => string,
  rounds: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  const results = await inTurn(orders, rounds, (order, round) => {
    say(`${named(order)}, round ${round} of ${rounds}`);
    return runApart<GrowthOrder, Grown>(program, order);
  });
  return orders.flatMap((order, place) => {
    const grown = results[place] ?? [];
    const of = (value: (each: Grown) => number) => median(grown.map(value));
    const figure = (metric: string, unit: string, value: (each: Grown) => number): Figure => ({
      ...{ case: named(order), metric, unit },
      value: of(value),
    });
    const memory = figure('memory for the fit', 'MiB', ({ grownBytes }) => grownBytes / MIB);
    return [
      figure('fit', 's', ({ seconds }) => seconds),
      figure('fit', 'ns an interaction', ({ seconds, interactions }) => (seconds / interactions) * 1e9),
      ...(order.model === 'item-lists'
        ? [figure('fit', 'ns a pair', ({ seconds, pairs }) => (seconds / pairs) * 1e9)]
        : []),
      besidePeer(
        memory,
        'estimate()',
        of(({ estimatedBytes }) => estimatedBytes / MIB),
      ),
      figure('snapshot', 'MiB', ({ snapshotBytes }) => snapshotBytes / MIB),
    ];
  });
}
