import type { EChartsCoreOption } from 'echarts/core';
import type { Words } from '../page/words.js';
import { axisLook, colourOf, legendHeight, legendOf, quietSeries } from './look.js';
import type { ReliabilityPlot } from './plot.js';

const SMALLEST = 6;
const LARGEST = 26;

/** The option of a {@link ReliabilityPlot} and how high it is. The more people in a bin, the larger its point. */
export function drawReliability(
  { bins }: Pick<ReliabilityPlot, 'bins'>,
  { predicted, observed, perfect }: Words,
  write: (value: number | null) => string,
): [EChartsCoreOption, number] {
  const sound = bins.filter((bin) => Object.values(bin).every(Number.isFinite));
  const most = Math.max(1, ...sound.map(({ people }) => people));
  const axis = (name: string) => ({
    ...axisLook,
    type: 'value',
    name,
    nameLocation: 'middle',
    min: 0,
    max: 1,
    axisLabel: { ...axisLook.axisLabel, formatter: write },
  });
  const series = [
    { name: observed, values: [] },
    { name: perfect, values: [] },
  ];
  const top = legendHeight(series) + 8;
  const option = {
    ...legendOf(series),
    grid: { left: 60, right: 24, top, bottom: 48 },
    xAxis: { ...axis(predicted), nameGap: 28 },
    yAxis: { ...axis(observed), nameGap: 44 },
    series: [
      {
        ...quietSeries,
        type: 'line',
        name: observed,
        clip: false,
        data: sound.map(({ predicted, observed, people }) => ({
          value: [predicted, observed],
          symbolSize: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.max(0, people) / most),
        })),
        symbol: 'circle',
        itemStyle: { color: colourOf(0), opacity: 0.75 },
        lineStyle: { color: colourOf(0), width: 2 },
      },
      {
        ...quietSeries,
        type: 'line',
        name: perfect,
        clip: false,
        showSymbol: false,
        data: [
          [0, 0],
          [1, 1],
        ],
        itemStyle: { color: 'var(--quiet)' },
        lineStyle: { color: 'var(--quiet)', width: 1, type: 'dashed' },
      },
    ],
  };
  return [option, 380];
}
