import type { NumberFormat } from '../report.js';

/** A drawing from data. Each is followed by the same data as a table. */
export type Plot = BarPlot | LinePlot | GridPlot | FlowPlot | ReliabilityPlot;

interface Titled {
  readonly title: string;
  /** What can be seen, in a sentence: for who cannot see it, and under it for everybody. */
  readonly description: string;
}

/** Horizontal bars, one group of them a category. */
export interface BarPlot extends Titled {
  readonly block: 'bars';
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** Default: `decimal`. */
  readonly format?: NumberFormat;
}

/** Lines over places in order, such as months. A missing value is a gap. */
export interface LinePlot extends Titled {
  readonly block: 'lines';
  readonly places: readonly string[];
  readonly series: readonly Series[];
  readonly format?: NumberFormat;
}

export interface Series {
  readonly name: string;
  /** One for each category or place. */
  readonly values: readonly (number | null)[];
}

/** A table of cells, the darker the more. The first row is drawn at the top. */
export interface GridPlot extends Titled {
  readonly block: 'grid';
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** What columns and rows are. */
  readonly columnTitle: string;
  readonly rowTitle: string;
  /** By row and column, from 0; `null` is left empty. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly format?: NumberFormat;
}

/** Who went from where to where between two moments (a Sankey diagram). */
export interface FlowPlot extends Titled {
  readonly block: 'flow';
  /** What the left and the right side are, such as `March` and `June`. */
  readonly sides: readonly [before: string, after: string];
  /** Above 0. Two of the same ends are added up. Names come in the order of their first mention. */
  readonly flows: readonly { readonly from: string; readonly to: string; readonly value: number }[];
  readonly format?: NumberFormat;
}

/** What was predicted against what came true. Good predictions lie on the diagonal. */
export interface ReliabilityPlot extends Titled {
  readonly block: 'reliability';
  /** In the order of `predicted`; both are shares from 0 to 1. */
  readonly bins: readonly { readonly predicted: number; readonly observed: number; readonly people: number }[];
}
