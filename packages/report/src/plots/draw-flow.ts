import type { EChartsCoreOption } from 'echarts/core';
import { colourOf, quietSeries, roomFor, shortName } from './look.js';
import type { FlowPlot } from './plot.js';

type Flow = FlowPlot['flows'][number];

/** The option of a {@link FlowPlot} and how high it is. */
export function drawFlow(
  { flows }: Pick<FlowPlot, 'flows'>,
  write: (value: number | null) => string,
): [EChartsCoreOption, number] {
  const drawn = summed(flows);
  const names = [...new Set(drawn.flatMap(({ from, to }) => [from, to]))];
  const left = totals(drawn, 'from');
  const right = totals(drawn, 'to');
  const labelOf = (name: string, totals: ReadonlyMap<string, number>) =>
    `${shortName(name, 20)}  ${write(totals.get(name) ?? null)}`;
  const room = roomFor(names.flatMap((name) => [labelOf(name, left), labelOf(name, right)]));
  const node = (side: string, totals: ReadonlyMap<string, number>, position: string) =>
    names
      .filter((name) => totals.has(name))
      .map((name) => ({
        // Side and name, so that nobody goes in a circle.
        name: `${side} ${name}`,
        depth: side === 'before' ? 0 : 1,
        itemStyle: { color: colourOf(names.indexOf(name)), borderWidth: 0 },
        label: { position, formatter: labelOf(name, totals) },
      }));
  const option = {
    series: [
      {
        ...quietSeries,
        type: 'sankey',
        left: room,
        right: room,
        top: 8,
        bottom: 8,
        nodeWidth: 14,
        nodeGap: 14,
        // In the order that they came in, on both sides.
        layoutIterations: 0,
        draggable: false,
        label: { color: 'var(--ink)', fontSize: 13 },
        data: [...node('before', left, 'left'), ...node('after', right, 'right')],
        links: drawn.map(({ from, to, value }) => ({
          source: `before ${from}`,
          target: `after ${to}`,
          value,
          lineStyle: { color: colourOf(names.indexOf(from)), opacity: 0.3, curveness: 0.5 },
        })),
      },
    ],
  };
  return [option, 60 + 52 * Math.max(left.size, right.size)];
}

/** One flow for each pair of ends, in the order of the names. */
function summed(flows: readonly Flow[]): Flow[] {
  const byEnds = new Map<string, Flow>();
  for (const { from, to, value } of flows) {
    if (!(value > 0) || !Number.isFinite(value)) continue;
    const key = JSON.stringify([from, to]);
    byEnds.set(key, { from, to, value: value + (byEnds.get(key)?.value ?? 0) });
  }
  return [...byEnds.values()];
}

function totals(flows: readonly Flow[], end: 'from' | 'to'): Map<string, number> {
  const sums = new Map<string, number>();
  for (const flow of flows) sums.set(flow[end], (sums.get(flow[end]) ?? 0) + flow.value);
  return sums;
}
