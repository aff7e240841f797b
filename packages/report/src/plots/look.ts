import type { Series } from './plot.js';

/** Colours that stay apart in light and in dark mode, and for most who see colours differently. */
const colours = [1, 2, 3, 4, 5, 6].map((number) => `var(--series-${number})`);

export const colourOf = (index: number): string => colours[index % colours.length] as string;

export const axisLook = {
  axisLine: { lineStyle: { color: 'var(--line)' } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: 'var(--line)' } },
  axisLabel: { color: 'var(--quiet)', fontSize: 12 },
  nameTextStyle: { color: 'var(--quiet)', fontSize: 12 },
};

export const quietSeries = { silent: true, emphasis: { disabled: true } };

/** Which colour is which, above the drawing; nothing where there is only one. */
export function legendOf(series: readonly Series[]) {
  const data = series.map(({ name }) => name);
  const textStyle = { color: 'var(--ink)' };
  return series.length < 2
    ? {}
    : { legend: { data, top: 0, left: 0, itemGap: 20, icon: 'roundRect', textStyle, silent: true } };
}

/** Room above the drawing for the legend. */
export const legendHeight = (series: readonly unknown[]): number => (series.length < 2 ? 0 : 34);

/** A name that would push the drawing aside is cut. All of it is in the table. */
export const shortName = (name: string, most = 28): string => {
  const characters = [...name];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : name;
};

export const finiteOrNull = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null;

/** Room for the longest of these names. The reader's fonts are not known here, so it is reckoned for a wide one. */
export const roomFor = (names: readonly string[]): number =>
  24 + 8 * Math.max(0, ...names.map((name) => [...name].length));
