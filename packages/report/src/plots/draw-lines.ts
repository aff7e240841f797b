import type { EChartsCoreOption } from 'echarts/core';
import { axisLook, colourOf, finiteOrNull, legendHeight, legendOf, quietSeries, roomFor, shortName } from './look.js';
import type { LinePlot } from './plot.js';

/** The option of a {@link LinePlot} and how high it is. */
export function drawLines(
  { places, series }: LinePlot,
  write: (value: number | null) => string,
): [EChartsCoreOption, number] {
  const top = legendHeight(series) + 12;
  const numbers = series.flatMap(({ values }) => values.map(write));
  const option = {
    ...legendOf(series),
    grid: { left: roomFor(numbers), right: 40, top, bottom: 28 },
    xAxis: { ...axisLook, type: 'category', boundaryGap: false, data: places.map((place) => shortName(place, 14)) },
    yAxis: { ...axisLook, type: 'value', axisLabel: { ...axisLook.axisLabel, formatter: write } },
    series: series.map(({ name, values }, index) => ({
      ...quietSeries,
      type: 'line',
      name,
      clip: false,
      symbolSize: 6,
      data: values.map(finiteOrNull),
      itemStyle: { color: colourOf(index) },
      lineStyle: { color: colourOf(index), width: 2 },
    })),
  };
  return [option, 260 + top];
}
