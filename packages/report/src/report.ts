import type { Html } from './html.js';
import type { Plot } from './plots/plot.js';

/** The language of the page: of the words that it adds, and of how numbers are written. What you put in stays as it is. */
export type ReportLanguage = 'en' | 'es';

/** A page as data: plain JSON, as long as you put no HTML of your own in. */
export interface Report {
  readonly title: string;
  /** A line under the title: what it is about, from when to when. */
  readonly summary?: string;
  /** Default: `en`. */
  readonly language?: ReportLanguage;
  readonly sections: readonly Section[];
  /** The last line: how it was made. */
  readonly footer?: string;
  /** Rules of CSS for what HTML of your own looks like. Made by `html`, so that it is known to be yours. */
  readonly style?: Html;
}

export interface Section {
  readonly heading: string;
  /** HTML is for what no block shows; made by `html`, which escapes what is put in. */
  readonly blocks: readonly (Block | Html)[];
}

/** What stands on a page, one under the other. */
export type Block = TextBlock | ListBlock | TilesBlock | TableBlock | Plot;

export interface TextBlock {
  readonly block: 'text';
  readonly text: string;
}

export interface ListBlock {
  readonly block: 'list';
  readonly entries: readonly string[];
}

/** A few figures that say the most. */
export interface TilesBlock {
  readonly block: 'tiles';
  readonly tiles: readonly { readonly name: string; readonly value: Cell; readonly format?: NumberFormat }[];
}

export interface TableBlock {
  readonly block: 'table';
  /** What the table tells; shown above it. */
  readonly title: string;
  readonly columns: readonly Column[];
  /** Each as long as `columns`; the first cell heads its row. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly name: string;
  /** How numbers of the column are written. Default: `decimal`. */
  readonly format?: NumberFormat;
}

/** `whole`: 12,345. `decimal`: up to three places, of small numbers three digits. `percent`: of a share from 0 to 1, one place. */
export type NumberFormat = 'whole' | 'decimal' | 'percent';

/** `null`, NaN and Infinity are shown as a dash: there is no such number. */
export type Cell = string | number | null | GradedCell;

/** A value that was judged. The grade is told by a sign and a word for screen readers, not by colour alone. */
export interface GradedCell {
  readonly value: string | number | null;
  readonly grade: Grade;
}

export type Grade = 'good' | 'fair' | 'poor' | 'unknown';
