import type { Engine } from '@sintonia/spec';
import { inParallel } from './in-parallel.js';
import type { Step } from './progress.js';

/** Everybody's place among the segments. */
export interface Segmentation {
  readonly counts: Readonly<Record<string, number>>;
  readonly grid: Grid;
}

/** How many people share a band of recency (row) and one of frequency (column); the highest band is the best. */
export interface Grid {
  readonly counts: readonly (readonly number[])[];
  /** What people of a band measured, from lowest to highest: days since the last order, number of orders. */
  readonly recency: readonly Range[];
  readonly frequency: readonly Range[];
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

export async function segmentEveryone(
  engine: Engine,
  people: ReadonlyMap<string, number>,
  step: Step,
  stop: AbortSignal,
): Promise<Segmentation> {
  const counts: Record<string, number> = {};
  const cells = new Map<string, number>();
  const ranges = { recency: new Map<number, Range>(), frequency: new Map<number, Range>() };
  let done = 0;
  await inParallel(people.keys(), async (userId) => {
    stop.throwIfAborted();
    const { memberships } = await engine.segmentsOf({ userId });
    for (const { segmenter, segment, reasons } of memberships) {
      counts[segment] = (counts[segment] ?? 0) + 1;
      if (segmenter !== 'rfm') continue;
      const [recency, frequency] = (['recency', 'frequency'] as const).map((measure) => {
        const reason = reasons.find((each) => each.measure === measure);
        const band = Number.parseInt(reason?.band ?? '1', 10);
        widen(ranges[measure], band, Number(reason?.value ?? 0));
        return band;
      });
      const cell = `${recency} ${frequency}`;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    }
    step.at(++done / people.size, `${done.toLocaleString('en')} people`);
  });
  step.done(`${done.toLocaleString('en')} people, ${Object.keys(counts).length} segments`);

  const [recency, frequency] = [inOrder(ranges.recency), inOrder(ranges.frequency)];
  const grid = recency.map((_, row) => frequency.map((_, column) => cells.get(`${row + 1} ${column + 1}`) ?? 0));
  const largestFirst = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return { counts: Object.fromEntries(largestFirst), grid: { counts: grid, recency, frequency } };
}

function widen(ranges: Map<number, Range>, band: number, value: number): void {
  const { from, to } = ranges.get(band) ?? { from: value, to: value };
  ranges.set(band, { from: Math.min(from, value), to: Math.max(to, value) });
}

/** Bands that nobody is in (there can be none, but who knows what a model of another day says) are shown as empty. */
function inOrder(ranges: ReadonlyMap<number, Range>): Range[] {
  const most = Math.max(0, ...ranges.keys());
  return Array.from({ length: most }, (_, index) => ranges.get(index + 1) ?? { from: 0, to: 0 });
}
