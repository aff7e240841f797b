import { assertKnownOptions } from '@sintonia/spec';
import { invalidOption } from '../options/invalid-option.js';
import { readNames, readOptionInteger } from '../options/read-options.js';
import { type Criterion, readThresholds, type Threshold } from './criteria.js';
import { judgeSegment } from './judge-segment.js';
import { closestTo, overlapOf } from './overlap.js';
import type { SegmentQuality } from './segment-quality-report.js';
import { Outcome } from './separation.js';
import { migrationOf, pairsOf } from './stability.js';
import { readSurvey, type SurveyedPerson } from './surveyed-person.js';

export interface SegmentQualityOptions {
  /** The survey of now. */
  readonly after: Iterable<SurveyedPerson>;
  /** An earlier one, of the same people as far as they were there. Without it nobody knows what is stable. */
  readonly before?: Iterable<SurveyedPerson>;
  /** The segments of the set, in order. Default: all that occur, by name. */
  readonly segments?: readonly string[];
  /** Which totals matter. Default: all that occur. */
  readonly outcomes?: readonly string[];
  /** Groups of fewer people are not told in detail. 2 to 1,000. Default: 10. */
  readonly smallest?: number;
  /** Default: {@link defaultThresholds}. */
  readonly thresholds?: Partial<Record<Criterion, Threshold>>;
}

/**
 * Grades every segment of a set: is it relevant, actionable, measurable, stable, distinct? Each with the number it goes by.
 *
 * @throws SINTONIA_OPTION_INVALID that names the option; SINTONIA_INPUT_INVALID that names the place in a survey.
 */
export function segmentQuality(options: SegmentQualityOptions): SegmentQuality {
  assertKnownOptions(options, ['after', 'before', 'segments', 'outcomes', 'smallest', 'thresholds']);
  if (!isIterable(options.after)) throw invalidOption('after', 'a list of surveyed people');
  if (options.before !== undefined && !isIterable(options.before)) throw invalidOption('before', 'a list of people');
  const smallest = readOptionInteger(options.smallest ?? 10, 'smallest', 2, 1_000);
  const thresholds = readThresholds(options.thresholds ?? {});
  const after = readSurvey(options.after, 'after');
  const before = options.before && readSurvey(options.before, 'before');
  const rows = [...after.values()];
  const everyRow = [...rows, ...(before?.values() ?? [])];
  const segments = options.segments
    ? readNames(options.segments, 'segments')
    : namesOf(everyRow.flatMap((row) => row.segments));
  const names = options.outcomes
    ? readNames(options.outcomes, 'outcomes', 0)
    : namesOf(rows.flatMap(({ totals }) => Object.keys(totals ?? {})));
  const outcomes = names.map((name) => new Outcome(name, before, after));
  const pairs = before ? pairsOf(before, after) : [];
  const overlap = overlapOf(segments, rows, smallest);

  const judge = (segment: string, place: number) =>
    judgeSegment(segment, {
      rows,
      before: before && [...before.values()],
      pairs,
      outcomes,
      closest: closestTo(place, segments, overlap),
      smallest,
      thresholds,
    });
  return {
    people: { now: rows.length, before: before?.size ?? null, both: pairs.length },
    smallest,
    outcomes: outcomes.map((outcome) => outcome.summary(segments)),
    segments: segments.map(judge),
    migration: migrationOf(segments, pairs, smallest),
    overlap,
  };
}

const namesOf = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

const isIterable = (value: unknown): boolean => typeof value === 'object' && value !== null && Symbol.iterator in value;
