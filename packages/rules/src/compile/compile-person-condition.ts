import { DAY } from '@sintonia/spec';
import { readDuration } from '../language/duration.js';
import type {
  AgeCondition,
  ListCondition,
  MeasureCondition,
  PercentileCondition,
  SegmentCondition,
  TraitCondition,
} from '../language/person-condition.js';
import { compileRange, compileValueTest, rangeBand } from './compile-value-test.js';
import { type CompiledCondition, leaf, type View } from './compiled-condition.js';
import { factOf } from './fact-of.js';
import { measureOf, nameOf } from './measure-of.js';

export function compileTrait(condition: TraitCondition): CompiledCondition {
  const test = compileValueTest(condition);
  const value = ({ subject }: View) => factOf(subject.profile, condition.trait);
  return leaf({
    holds: (view) => test.meets(value(view)),
    reason: (view) => ({ measure: condition.trait, value: test.shown(value(view)), band: test.band }),
  });
}

export function compileMeasure(condition: MeasureCondition): CompiledCondition {
  const value = measureOf(condition.measure);
  const meets = compileRange(condition);
  return leaf({
    holds: ({ subject }) => meets(value(subject.profile)),
    reason: ({ subject }) => ({
      measure: nameOf(condition.measure),
      value: value(subject.profile) ?? null,
      band: rangeBand(condition),
    }),
  });
}

export function compileAge(condition: AgeCondition): CompiledCondition {
  const least = condition.atLeast === undefined ? 0 : readDuration(condition.atLeast, 'atLeast');
  const most = condition.atMost === undefined ? Infinity : readDuration(condition.atMost, 'atMost');
  const seenAt = ({ subject: { profile } }: View) =>
    (condition.age === 'firstSeen' ? profile?.firstSeenAt : profile?.lastSeenAt) ?? Number.NaN;
  // Clocks differ a little: what is dated ahead happened just now.
  const age = (view: View) => Math.max(0, view.subject.now - seenAt(view));
  return leaf({
    holds: (view) => age(view) >= least && age(view) <= most,
    until(view) {
      const { now } = view.subject;
      const [begins, ends] = [seenAt(view) + least, seenAt(view) + most + 1];
      if (begins > now) return begins;
      return ends > now ? ends : Infinity;
    },
    reason: (view) => ({
      measure: condition.age,
      value: Number.isNaN(age(view)) ? null : Math.floor(age(view) / DAY),
      unit: 'days',
      band: rangeBand(condition),
    }),
  });
}

export function compilePercentile(condition: PercentileCondition): CompiledCondition {
  const value = measureOf(condition.percentile);
  const { threshold = null } = condition;
  const isTop = 'top' in condition;
  const meets = compileRange(isTop ? { atLeast: threshold ?? Infinity } : { atMost: threshold ?? -Infinity });
  return leaf({
    holds: ({ subject }) => meets(value(subject.profile)),
    reason: ({ subject }) => ({
      measure: nameOf(condition.percentile),
      value: value(subject.profile) ?? null,
      band: isTop ? `top ${condition.top}%` : `bottom ${condition.bottom}%`,
    }),
  });
}

export function compileInSegment({ inSegment }: SegmentCondition): CompiledCondition {
  return leaf({
    holds: ({ subject }) => subject.segments?.has(inSegment) ?? false,
    reason: () => ({ measure: 'segment', value: inSegment }),
  });
}

export function compileInList({ inList }: ListCondition): CompiledCondition {
  return leaf({
    holds: ({ subject }) => subject.lists?.has(inList) ?? false,
    reason: () => ({ measure: 'list', value: inList }),
  });
}
