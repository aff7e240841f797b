import { SintoniaError } from '@sintonia/spec';
import { type Count, suppress } from './suppress.js';
import type { SurveyedPerson } from './surveyed-person.js';

/** How many people share a band of one measure and one of another. The lowest band comes first. */
export interface BandGrid {
  readonly rowMeasure: string;
  readonly columnMeasure: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row and column; `null` where there are few, see {@link SegmentQuality}. */
  readonly people: readonly (readonly Count[])[];
}

/**
 * Counts a survey by two measures that its segmenter gave as reasons, such as `recency` and `frequency` of RFM.
 *
 * @param smallest cells of fewer people are not told. Default: 10.
 * @throws SINTONIA_INPUT_INVALID when nobody has a band of a measure.
 */
export function bandGrid(
  survey: Iterable<SurveyedPerson>,
  rowMeasure: string,
  columnMeasure: string,
  smallest = 10,
): BandGrid {
  const placed = [...survey].flatMap(({ bands }) => {
    const [row, column] = [bandIn(bands, rowMeasure), bandIn(bands, columnMeasure)];
    return row === undefined || column === undefined ? [] : [{ row, column }];
  });
  if (placed.length === 0) {
    const message = `Nobody in the survey has a band of both ${rowMeasure} and ${columnMeasure}.`;
    throw new SintoniaError('INPUT_INVALID', message, { field: 'survey' });
  }
  const rows = inOrder(placed.map(({ row }) => row));
  const columns = inOrder(placed.map(({ column }) => column));
  const counts = rows.map(() => columns.map(() => 0));
  for (const { row, column } of placed) {
    const line = counts[rows.indexOf(row)] as number[];
    line[columns.indexOf(column)] = (line[columns.indexOf(column)] ?? 0) + 1;
  }
  return { rowMeasure, columnMeasure, rows, columns, people: suppress(counts, smallest) };
}

const bandIn = (bands: SurveyedPerson['bands'], measure: string): string | undefined =>
  bands !== undefined && Object.hasOwn(bands, measure) ? bands[measure] : undefined;

/** `2 of 12` before `10 of 12`. */
const byNumber = new Intl.Collator('en', { numeric: true });

const inOrder = (bands: readonly string[]): readonly string[] => [...new Set(bands)].sort(byNumber.compare);
