import type { Words } from '../page/words.js';
import type { TableBlock } from '../report.js';
import type { Plot } from './plot.js';

/** The numbers behind a plot, as rows. */
export function plotTable(plot: Plot, words: Words): Pick<TableBlock, 'columns' | 'rows'> {
  if (plot.block === 'reliability') {
    const percent = { format: 'percent' } as const;
    return {
      columns: [
        { name: words.predicted, ...percent },
        { name: words.observed, ...percent },
        { name: words.people, format: 'whole' },
      ],
      rows: plot.bins.map(({ predicted, observed, people }) => [predicted, observed, people]),
    };
  }
  const numbers = plot.format === undefined ? {} : { format: plot.format };
  switch (plot.block) {
    case 'bars':
    case 'lines': {
      const names = plot.block === 'bars' ? plot.categories : plot.places;
      return {
        columns: [{ name: words.category }, ...plot.series.map(({ name }) => ({ name, ...numbers }))],
        rows: names.map((name, index) => [name, ...plot.series.map(({ values }) => values[index] ?? null)]),
      };
    }
    case 'grid':
      return {
        columns: [
          { name: `${plot.rowTitle} / ${plot.columnTitle}` },
          ...plot.columns.map((name) => ({ name, ...numbers })),
        ],
        rows: plot.rows.map((name, row) => [
          name,
          ...plot.columns.map((_, column) => plot.values[row]?.[column] ?? null),
        ]),
      };
    case 'flow':
      return {
        columns: [
          { name: `${words.from} (${plot.sides[0]})` },
          { name: `${words.to} (${plot.sides[1]})` },
          { name: words.people, ...numbers },
        ],
        rows: plot.flows.map(({ from, to, value }) => [from, to, value]),
      };
  }
}
