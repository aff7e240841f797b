import { reportPage } from '../page/report-page.js';
import type { ReliabilityPlot } from '../plots/plot.js';
import type { Report, ReportLanguage, Section } from '../report.js';
import type { BandGridData, SegmentQualityData } from './segment-quality.js';
import {
  differenceSection,
  movesSection,
  overlapSection,
  reachSection,
  sizeSection,
} from './segment-quality-sections.js';
import { type SegmentQualityWords, segmentQualityWords } from './segment-quality-words.js';
import { verdictSection } from './verdict-section.js';

export interface SegmentQualityPageOptions {
  /** Default: _Segment quality_, in the language of the page. */
  readonly title?: string;
  readonly summary?: string;
  /** Default: `en`. */
  readonly language?: ReportLanguage;
  readonly footer?: string;
  /** People by the bands of two measures, such as recency and frequency of RFM. */
  readonly grid?: BandGridData;
  /** How well predicted probabilities came true. */
  readonly reliability?: ReliabilityPlot['bins'];
}

/** The page of a set of segments: verdicts, sizes, who went where, differences, overlap, reach. One self-contained document. */
export function segmentQualityPage(quality: SegmentQualityData, options: SegmentQualityPageOptions = {}): string {
  return reportPage(segmentQualityReport(quality, options));
}

/** The same as data, to put into a report with other sections. */
export function segmentQualityReport(quality: SegmentQualityData, options: SegmentQualityPageOptions = {}): Report {
  const { language = 'en', summary, footer, grid, reliability } = options;
  const words = segmentQualityWords[language];
  return {
    title: options.title ?? words.title,
    language,
    ...(summary === undefined ? {} : { summary }),
    ...(footer === undefined ? {} : { footer }),
    sections: [
      verdictSection(quality, words, language),
      sizeSection(quality, words),
      ...(quality.migration.length > 0 ? [movesSection(quality, words)] : []),
      ...(quality.outcomes.length > 0 ? [differenceSection(quality, words)] : []),
      ...(quality.segments.length > 1 ? [overlapSection(quality, words)] : []),
      ...(quality.segments.some(({ reachable }) => reachable !== null) ? [reachSection(quality, words)] : []),
      ...(grid === undefined ? [] : [gridSection(grid, words)]),
      ...(reliability === undefined ? [] : [reliabilitySection(reliability, words)]),
    ],
  };
}

/** Best at the top right: the highest band of the rows comes first. */
function gridSection(
  { rowMeasure, columnMeasure, rows, columns, people }: BandGridData,
  words: SegmentQualityWords,
): Section {
  return {
    heading: words.headings.bands,
    blocks: [
      {
        block: 'grid',
        title: `${rowMeasure} × ${columnMeasure}`,
        description: words.explain.bands,
        columns,
        rows: [...rows].reverse(),
        columnTitle: columnMeasure,
        rowTitle: rowMeasure,
        values: [...people].reverse(),
        format: 'whole',
      },
    ],
  };
}

function reliabilitySection(bins: ReliabilityPlot['bins'], words: SegmentQualityWords): Section {
  const { headings, explain } = words;
  return {
    heading: headings.reliability,
    blocks: [{ block: 'reliability', title: headings.reliability, description: explain.reliability, bins }],
  };
}
