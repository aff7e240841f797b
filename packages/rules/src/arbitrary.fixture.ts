import { HOUR, type Signal } from '@sintonia/spec';
import fc from 'fast-check';
import type { Condition } from './language/condition.js';
import type { Rule } from './language/rule.js';
import type { RuleSubject } from './language/rule-subject.js';

/** Small worlds, so that random rules and random people meet. */
const type = fc.constantFrom('Viewed', 'Ordered');
const words = fc.constantFrom('a', 'b', 'c');
const numbers = fc.integer({ min: 0, max: 4 });
const duration = fc.constantFrom('30m', '1h', '2h', '5h') as fc.Arbitrary<'1h'>;
const optional = <T extends object>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(model, { requiredKeys: [] });

const valueTest = fc.oneof(
  fc.record({ is: fc.oneof(words, numbers) }),
  fc.record({ in: fc.array(fc.oneof(words, numbers), { maxLength: 3 }) }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ atLeast: numbers }),
  fc.record({ atMost: numbers }),
);
const signalTest = fc.oneof(
  valueTest.map((test) => ({ property: 'colour', ...test })),
  valueTest.map((test) => ({ signal: 'itemId' as const, ...test })),
  valueTest.map((test) => ({ signal: 'value' as const, ...test })),
);
const pattern = fc
  .tuple(type, fc.option(fc.array(signalTest, { maxLength: 2 }), { nil: undefined, freq: 1 }))
  .map(([performed, where]) => (where === undefined ? { performed } : { performed, where }));

const count = fc.oneof(
  fc.constant({}),
  numbers.map((atLeast) => ({ atLeast })),
  numbers.map((atMost) => ({ atMost })),
  numbers.map((exactly) => ({ exactly })),
  fc.tuple(numbers, numbers).map(([a, b]) => ({ atLeast: Math.min(a, b), atMost: Math.max(a, b) })),
);
const performed = fc
  .tuple(pattern, count, optional({ within: duration }))
  .map(([what, times, window]) => ({ ...what, ...times, ...window }));
const sequence = fc
  .tuple(fc.array(pattern, { minLength: 2, maxLength: 3 }), optional({ span: duration, within: duration }))
  .map(([steps, windows]) => ({ sequence: steps, ...windows }));
const age = fc
  .tuple(fc.constantFrom('firstSeen', 'lastSeen'), optional({ atLeast: fc.constant('2h'), atMost: fc.constant('5h') }))
  .filter(([, bounds]) => Object.keys(bounds).length > 0)
  .map(([of, bounds]) => ({ age: of, ...bounds }) as Condition);

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: performed },
  { weight: 3, arbitrary: sequence },
  { weight: 1, arbitrary: age },
  { weight: 1, arbitrary: valueTest.map((test) => ({ trait: 'plan', ...test })) },
  { weight: 1, arbitrary: numbers.map((atLeast) => ({ measure: { count: 'Ordered' }, atLeast })) },
  { weight: 1, arbitrary: words.map((inSegment) => ({ inSegment })) },
);

/** How many random worlds a law is tried in; more in `npm run test:deep`. */
export const runs = { numRuns: process.env.SINTONIA_DEEP ? 10_000 : 1_000 };

/** A condition of up to four levels. */
export const conditions: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ not: tie('node') }) },
  ),
})).node;

export const ruleOf = (rule: Condition): Rule => ({ language: 1, rule });

/** Signals of eight hours, often at the same moment, in any order. */
export const histories: fc.Arbitrary<Signal[]> = fc
  .array(
    fc.record({
      type,
      timestamp: fc.integer({ min: 0, max: 16 }).map((halfHours) => (halfHours * HOUR) / 2),
      colour: fc.option(fc.oneof(words, numbers, fc.array(words, { maxLength: 2 })), { nil: undefined }),
      itemId: fc.option(words, { nil: undefined }),
      value: fc.option(numbers, { nil: undefined }),
    }),
    { maxLength: 25 },
  )
  .map((drawn) =>
    drawn.map(
      ({ colour, itemId, value, ...rest }, index): Signal => ({
        id: `s${index}`,
        person: 'ada',
        receivedAt: rest.timestamp,
        ...rest,
        ...(itemId === undefined ? {} : { itemId }),
        ...(value === undefined ? {} : { value }),
        ...(colour === undefined ? {} : { properties: { colour } }),
      }),
    ),
  );

/** A moment within twelve hours. */
export const moments = fc.integer({ min: 0, max: 24 }).map((halfHours) => (halfHours * HOUR) / 2);

/** Somebody who did this, and what the engine would know of them. */
export function subjectOf(signals: readonly Signal[], now: number): RuleSubject {
  const timestamps = signals.map(({ timestamp }) => timestamp);
  const counts: Record<string, number> = {};
  for (const signal of signals) counts[signal.type] = (counts[signal.type] ?? 0) + 1;
  const seen =
    signals.length === 0 ? {} : { firstSeenAt: Math.min(...timestamps), lastSeenAt: Math.max(...timestamps) };
  return {
    now,
    signals,
    segments: new Set(['a']),
    profile: { traits: { plan: signals.length % 2 === 0 ? 'a' : ['b', 3] }, counts, revenue: 0, ...seen },
  };
}
