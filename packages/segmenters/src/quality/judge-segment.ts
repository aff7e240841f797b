import { type Criterion, graded, type Threshold, verdictOf } from './criteria.js';
import { reachableOf } from './reachable.js';
import type { QualityOfSegment, Separation } from './segment-quality-report.js';
import type { Outcome } from './separation.js';
import { type Pair, stabilityOf } from './stability.js';
import type { SurveyedPerson } from './surveyed-person.js';

/** What a segment is judged by, and against whom. */
export interface JudgedAmong {
  readonly rows: readonly SurveyedPerson[];
  readonly before: readonly SurveyedPerson[] | undefined;
  readonly pairs: readonly Pair[];
  readonly outcomes: readonly Outcome[];
  readonly closest: QualityOfSegment['closest'];
  readonly smallest: number;
  readonly thresholds: Readonly<Record<Criterion, Threshold>>;
}

/** One segment's numbers, grades and verdict. Of one with too few members only that is told. */
export function judgeSegment(segment: string, among: JudgedAmong): QualityOfSegment {
  const { rows, before, pairs, outcomes, smallest, thresholds } = among;
  const members = membersOf(segment, rows);
  const enough = members.length >= smallest;
  const stability = enough ? stabilityOf(segment, pairs, smallest) : null;
  const reachable = enough ? reachableOf(members) : null;
  const separation = enough ? outcomes.flatMap((outcome) => outcome.separationOf(segment, smallest) ?? []) : [];
  const closest = enough ? among.closest : null;
  const grade = (criterion: Criterion, value: number | null) =>
    graded(criterion, enough ? value : null, thresholds[criterion]);
  const grades = {
    relevant: grade('relevant', largest(separation)),
    actionable: grade('actionable', reachable?.any ?? null),
    measurable: grade('measurable', detectable(members.length, rows.length - members.length)),
    stable: grade('stable', stability?.jaccard ?? null),
    distinct: grade('distinct', closest?.jaccard ?? 0),
  };
  return {
    segment,
    size: told(members.length, smallest),
    before: before === undefined ? null : told(membersOf(segment, before).length, smallest),
    reach: enough ? members.length / rows.length : null,
    stability,
    separation,
    reachable,
    closest,
    grades,
    verdict: enough ? verdictOf(grades) : 'tooFewPeople',
  };
}

const membersOf = (segment: string, rows: readonly SurveyedPerson[]): readonly SurveyedPerson[] =>
  rows.filter(({ segments }) => segments.includes(segment));

const told = (count: number, smallest: number): number | null => (count > 0 && count < smallest ? null : count);

const largest = (separation: readonly Separation[]): number | null =>
  separation.length === 0 ? null : Math.max(...separation.map(({ cliffsDelta }) => Math.abs(cliffsDelta)));

/** The smallest standardised difference that two groups show in 8 of 10 cases at 5%, two-sided: (1.96 + 0.84) standard errors. */
function detectable(members: number, others: number): number | null {
  return members === 0 || others === 0 ? null : 2.8 * Math.sqrt(1 / members + 1 / others);
}
