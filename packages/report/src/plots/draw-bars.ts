import type { EChartsCoreOption } from 'echarts/core';
import { axisLook, colourOf, finiteOrNull, legendHeight, legendOf, quietSeries, roomFor, shortName } from './look.js';
import type { BarPlot } from './plot.js';

type NumberWriter = (value: number | null) => string;

/** The option of a {@link BarPlot} and how high it is. */
export function drawBars({ categories, series }: BarPlot, write: NumberWriter): [EChartsCoreOption, number] {
  const top = legendHeight(series);
  const thickness = series.length === 1 ? 18 : 12;
  const names = categories.map((name) => shortName(name));
  const height = top + 16 + categories.length * (series.length * (thickness + 3) + 12);
  const option = {
    ...legendOf(series),
    grid: { left: roomFor(names), right: 72, top, bottom: 8 },
    xAxis: { type: 'value', show: false },
    yAxis: {
      ...axisLook,
      type: 'category',
      inverse: true,
      data: names,
      axisLabel: { color: 'var(--ink)', fontSize: 13, interval: 0 },
    },
    series: series.map(({ name, values }, index) => ({
      ...quietSeries,
      type: 'bar',
      name,
      barWidth: thickness,
      data: values.map((value) => ({
        value: finiteOrNull(value),
        ...((value ?? 0) < 0 ? { label: { position: 'left' } } : {}),
      })),
      itemStyle: { color: colourOf(index), borderRadius: 3 },
      label: {
        show: true,
        position: 'right',
        color: 'var(--quiet)',
        formatter: ({ dataIndex }: { dataIndex: number }) => write(values[dataIndex] ?? null),
      },
    })),
  };
  return [option, height];
}
