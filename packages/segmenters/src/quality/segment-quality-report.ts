import type { Criterion, Graded, Verdict } from './criteria.js';

/** How good a set of segments is. Plain JSON, without anybody's name; groups under `smallest` are not told in detail. */
export interface SegmentQuality {
  /** People in the last survey, in the one before (`null` without one), and in both. */
  readonly people: { readonly now: number; readonly before: number | null; readonly both: number };
  /** Counts from 1 to under this are `null` everywhere. */
  readonly smallest: number;
  readonly outcomes: readonly OutcomeSeparation[];
  readonly segments: readonly QualityOfSegment[];
  /** Who went from where to where, of the people in both surveys. */
  readonly migration: readonly Migration[];
  /** The Jaccard index of each two segments now, by their place in `segments`; `null` where too few people are in both. */
  readonly overlap: readonly (readonly (number | null)[])[];
}

export interface OutcomeSeparation {
  readonly outcome: string;
  /** Of whom it is known. */
  readonly people: number;
  /** The share of its variance that the segments explain, 0 to 1 (η²). `null` where somebody is in two, or nobody differs. */
  readonly etaSquared: number | null;
}

export interface QualityOfSegment {
  readonly segment: string;
  /** Members now and then; `null` when fewer than `smallest` but some, or (`before`) without an earlier survey. */
  readonly size: number | null;
  readonly before: number | null;
  /** Members as a share of everybody now. */
  readonly reach: number | null;
  readonly stability: Stability | null;
  readonly separation: readonly Separation[];
  /** The share that may be reached, by channel and by any. `null` where nobody asked. */
  readonly reachable: { readonly any: number; readonly channels: Readonly<Record<string, number>> } | null;
  /** The other segment that is most like it. */
  readonly closest: { readonly segment: string; readonly jaccard: number } | null;
  readonly grades: Readonly<Record<Criterion, Graded>>;
  readonly verdict: Verdict;
}

/** Of the people in both surveys. */
export interface Stability {
  /** Members both times, of those who were members at some time. 0 to 1. */
  readonly jaccard: number;
  /** Members both times, of those who were members before. 0 to 1; `null` where nobody was. */
  readonly kept: number | null;
}

/** How its members differ from everybody else in one outcome. */
export interface Separation {
  readonly outcome: string;
  /** Members of whom it is known. */
  readonly people: number;
  readonly mean: number;
  readonly meanOfOthers: number;
  readonly cohensD: number | null;
  readonly cliffsDelta: number;
}

export interface Migration {
  /** `null`: in no segment. */
  readonly from: string | null;
  readonly to: string | null;
  /** `null`: too few to tell, perhaps nobody, or left out so that another cannot be reckoned. Other pairs with nobody are not listed. */
  readonly people: number | null;
}
