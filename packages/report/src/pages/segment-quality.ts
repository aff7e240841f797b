import type { Grade } from '../report.js';

/** What `segmentQuality` of `@sintonia/segmenters` gives, as far as the page shows it. */
export interface SegmentQualityData {
  readonly people: { readonly now: number; readonly before: number | null; readonly both: number };
  readonly smallest: number;
  readonly outcomes: readonly {
    readonly outcome: string;
    readonly people: number;
    readonly etaSquared: number | null;
  }[];
  readonly segments: readonly JudgedSegment[];
  readonly migration: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly people: number | null;
  }[];
  readonly overlap: readonly (readonly (number | null)[])[];
}

export interface JudgedSegment {
  readonly segment: string;
  readonly size: number | null;
  readonly before: number | null;
  readonly reach: number | null;
  readonly stability: { readonly jaccard: number; readonly kept: number | null } | null;
  readonly separation: readonly {
    readonly outcome: string;
    readonly people: number;
    readonly mean: number;
    readonly meanOfOthers: number;
    readonly cohensD: number | null;
    readonly cliffsDelta: number;
  }[];
  readonly reachable: { readonly any: number; readonly channels: Readonly<Record<string, number>> } | null;
  readonly grades: Readonly<Record<SegmentCriterion, JudgedValue>>;
  readonly verdict: SegmentVerdict;
}

export type SegmentCriterion = 'relevant' | 'actionable' | 'measurable' | 'stable' | 'distinct';
export type SegmentVerdict = 'sound' | 'doubtful' | 'unsound' | 'tooFewPeople';

interface JudgedValue {
  readonly grade: Grade;
  readonly value: number | null;
  readonly good: number;
  readonly fair: number;
}

/** Counts of people by the bands of two measures, such as recency and frequency. The first band is the lowest. */
export interface BandGridData {
  readonly rowMeasure: string;
  readonly columnMeasure: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly people: readonly (readonly (number | null)[])[];
}
