import type { EChartsCoreOption } from 'echarts/core';
import { axisLook, quietSeries, roomFor, shortName } from './look.js';
import type { GridPlot } from './plot.js';

const ROW = 42;

/** The option of a {@link GridPlot} and how high it is. */
export function drawGrid(plot: GridPlot, write: (value: number | null) => string): [EChartsCoreOption, number] {
  const { columns, rows, columnTitle, rowTitle, values } = plot;
  const rowNames = rows.map((row) => shortName(row));
  const known = values.flat().filter((value) => value !== null && Number.isFinite(value)) as number[];
  const most = Math.max(Number.MIN_VALUE, ...known);
  const data = values.flatMap((row, y) =>
    row.flatMap((value, x) => (value === null || !Number.isFinite(value) ? [] : [cell(x, y, value, most)])),
  );
  // Names that stand side by side are cut sooner, the more there are.
  const letters = Math.max(6, Math.floor(90 / Math.max(1, columns.length)));
  const name = { nameLocation: 'middle' as const, nameGap: 12 };
  const option = {
    grid: { left: roomFor(rowNames), right: 8, top: 52, bottom: 8 },
    xAxis: {
      ...axisLook,
      ...name,
      type: 'category',
      position: 'top',
      name: columnTitle,
      nameGap: 30,
      data: columns.map((column) => shortName(column, letters)),
      axisLine: { show: false },
      axisLabel: { ...axisLook.axisLabel, interval: 0 },
    },
    yAxis: {
      ...axisLook,
      type: 'category',
      inverse: true,
      name: rowTitle,
      nameLocation: 'start',
      nameGap: 30,
      data: rowNames,
      axisLine: { show: false },
      axisLabel: { color: 'var(--ink)', fontSize: 13, interval: 0 },
    },
    // A heat map asks for a scale of colours; ours follow light and dark mode, cell by cell.
    visualMap: { show: false, min: 0, max: most, inRange: {} },
    series: [
      {
        ...quietSeries,
        type: 'heatmap',
        data,
        label: {
          show: true,
          fontSize: 13,
          formatter: ({ value }: { value: [number, number, number] }) => write(value[2]),
        },
      },
    ],
  };
  return [option, 60 + rows.length * ROW];
}

function cell(x: number, y: number, value: number, most: number) {
  // A square root, so that small groups stay visible beside big ones.
  const strength = Math.sqrt(Math.max(0, value) / most);
  return {
    value: [x, y, value],
    itemStyle: {
      color: `color-mix(in srgb, var(--accent) ${Math.round(6 + 94 * strength)}%, var(--sheet))`,
      borderColor: 'var(--sheet)',
      borderWidth: 2,
      borderRadius: 5,
    },
    label: { color: strength > 0.6 ? 'var(--on-accent)' : 'var(--ink)' },
  };
}
