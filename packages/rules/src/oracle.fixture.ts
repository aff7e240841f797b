import { DAY, HOUR, MINUTE, type Signal } from '@sintonia/spec';
import type { Condition } from './language/condition.js';
import type { SequenceCondition, SignalPattern } from './language/event-condition.js';
import type { RuleSubject } from './language/rule-subject.js';

/** The meaning of a condition, written as plainly as the README says it, with nothing of the compiler's. Slow. */
export function oracle(condition: Condition, subject: RuleSubject): boolean {
  const { now, profile, signals = [] } = subject;
  if ('all' in condition) return condition.all.every((each) => oracle(each, subject));
  if ('any' in condition) return condition.any.some((each) => oracle(each, subject));
  if ('not' in condition) return !oracle(condition.not, subject);
  if ('performed' in condition) {
    const from = now - milliseconds(condition.within);
    const times = signals.filter((each) => fits(each, condition) && each.timestamp > from).length;
    const { exactly, atMost = Infinity, atLeast = atMost === Infinity ? 1 : 0 } = condition;
    return exactly === undefined ? times >= atLeast && times <= atMost : times === exactly;
  }
  if ('sequence' in condition) return chained(condition, signals, now);
  if ('age' in condition) {
    const at = condition.age === 'firstSeen' ? profile?.firstSeenAt : profile?.lastSeenAt;
    if (at === undefined) return false;
    const age = Math.max(0, now - at);
    return age >= milliseconds(condition.atLeast, 0) && age <= milliseconds(condition.atMost);
  }
  if ('inSegment' in condition) return subject.segments?.has(condition.inSegment) ?? false;
  if ('measure' in condition && typeof condition.measure === 'object' && 'count' in condition.measure) {
    return meets(profile?.counts[condition.measure.count] ?? 0, condition);
  }
  if ('trait' in condition) {
    const traits: Record<string, unknown> = { ...profile?.traits };
    return meets(traits[condition.trait], condition);
  }
  throw new Error('The oracle does not know this condition.');
}

function chained({ sequence, span, within }: SequenceCondition, signals: readonly Signal[], now: number): boolean {
  const ends = (step: number, first: number, last: number): boolean => {
    const pattern = sequence[step];
    if (pattern === undefined) return last - first <= milliseconds(span);
    return signals.some(
      (each) => fits(each, pattern) && each.timestamp > last && ends(step + 1, first, each.timestamp),
    );
  };
  return signals.some(
    (each) =>
      fits(each, sequence[0] as SignalPattern) &&
      each.timestamp > now - milliseconds(within) &&
      ends(1, each.timestamp, each.timestamp),
  );
}

function fits(signal: Signal, { performed, where = [] }: SignalPattern): boolean {
  return (
    signal.type === performed &&
    where.every((test) => meets('property' in test ? signal.properties?.[test.property] : signal[test.signal], test))
  );
}

function meets(value: unknown, test: object): boolean {
  const { is, in: among, exists, atLeast, atMost } = test as Record<string, never>;
  if (exists !== undefined) return (value !== undefined && value !== null) === exists;
  if (value === undefined || value === null) return false;
  return [value].flat().some((each) => {
    if (is !== undefined) return each === is;
    if (among !== undefined) return (among as unknown[]).includes(each);
    return typeof each === 'number' && each >= (atLeast ?? -Infinity) && each <= (atMost ?? Infinity);
  });
}

function milliseconds(duration: string | undefined, none = Infinity): number {
  if (duration === undefined) return none;
  const unit = { d: DAY, h: HOUR, m: MINUTE }[duration.at(-1) as 'd'];
  return Number(duration.slice(0, -1)) * unit;
}
