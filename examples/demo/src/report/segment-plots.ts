import type { BarPlot, GridPlot } from '@sintonia/report';
import type { Grid, Range, Segmentation } from '../segment.js';
import { count } from './count.js';
import { meaningOf } from './segment-meanings.js';

/** How many people are in each segment. */
export function segmentBars({ counts }: Segmentation): BarPlot {
  const names = Object.keys(counts);
  return {
    block: 'bars',
    title: 'People in each segment',
    description: names.map((name) => `${name}: ${meaningOf(name)}`).join('; '),
    categories: names,
    series: [{ name: 'people', values: Object.values(counts) }],
    format: 'whole',
  };
}

/** How many people share a band of recency and one of frequency. Best at the top right. */
export function recencyByFrequency({ counts, recency, frequency }: Grid): GridPlot {
  return {
    block: 'grid',
    title: 'How lately × how often',
    description:
      'Days since the last order, the most recent at the top, by number of orders. The darker, the more people.',
    rows: recency.map(span).reverse(),
    columns: frequency.map(span),
    rowTitle: 'days ago',
    columnTitle: 'orders',
    values: [...counts].reverse(),
    format: 'whole',
  };
}

const span = ({ from, to }: Range): string => (from === to ? count(from) : `${count(from)}–${count(to)}`);
