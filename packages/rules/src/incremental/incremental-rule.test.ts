import { DAY, HOUR, type Signal } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditions, histories, moments, ruleOf, runs, subjectOf } from '../arbitrary.fixture.js';
import { compileRule } from '../compile/compile-rule.js';
import type { Condition } from '../language/condition.js';
import { oracle } from '../oracle.fixture.js';
import { IncrementalRule, type RuleState } from './incremental-rule.js';

const signal = (type: string, timestamp: number, extra: Partial<Signal> = {}): Signal => ({
  id: `${type}-${timestamp}`,
  type,
  person: 'ada',
  timestamp,
  receivedAt: timestamp,
  ...extra,
});

const advanced = (rule: IncrementalRule, signals: readonly Signal[], state = rule.start()) =>
  signals.reduce((reached, each) => rule.advance(reached, each), state);

describe('an incremental rule', () => {
  it('answers, after any signals in any order and at any moment, what the whole history means', () => {
    const cases = fc.property(conditions, histories, moments, (condition, history, now) => {
      const incremental = new IncrementalRule(ruleOf(condition));
      const subject = subjectOf(history, now);
      const state = advanced(incremental, history);
      const expected = oracle(condition, subject);
      expect(incremental.matches(state, subject)).toBe(expected);
      expect(compileRule(ruleOf(condition)).matches(subject)).toBe(expected);
      expect(incremental.explain(state, subject)).toEqual(compileRule(ruleOf(condition)).explain(subject));
    });
    fc.assert(cases, runs);
  });

  it('has a state of JSON that may be stored after every signal', () => {
    const cases = fc.property(conditions, histories, moments, (condition, history, now) => {
      const incremental = new IncrementalRule(ruleOf(condition));
      let stored = incremental.start();
      for (const each of history) {
        stored = JSON.parse(JSON.stringify(incremental.advance(stored, each))) as RuleState;
      }
      const subject = subjectOf(history, now);
      expect(incremental.matches(stored, subject)).toBe(oracle(condition, subject));
    });
    fc.assert(cases, runs);
  });

  it('is right until nextChangeAt, without looking', () => {
    const cases = fc.property(conditions, histories, moments, (condition, history, start) => {
      const incremental = new IncrementalRule(ruleOf(condition));
      const state = advanced(incremental, history);
      const answer = incremental.matches(state, subjectOf(history, start));
      const next = incremental.nextChangeAt(state, subjectOf(history, start)) ?? start + DAY;
      expect(next).toBeGreaterThan(start);
      // Everything in these worlds happens on the half hour, or a millisecond after.
      const halfHours = Array.from(
        { length: Math.ceil((next - start) / (HOUR / 2)) },
        (_, at) => start + (at * HOUR) / 2,
      );
      const watched = [...halfHours, ...halfHours.map((at) => at + 1), next - 1].filter((now) => now < next);
      const subject = subjectOf(history, start);
      expect(watched.filter((now) => incremental.matches(state, { ...subject, now }) !== answer)).toEqual([]);
    });
    fc.assert(cases, runs);
  });

  it('follows somebody through time by its due moments alone', () => {
    const rule = new IncrementalRule(ruleOf({ performed: 'Ordered', exactly: 1, within: '2h' }));
    const state = advanced(rule, [signal('Ordered', 0), signal('Ordered', HOUR)]);
    const at = (now: number) => [rule.matches(state, { now }), rule.nextChangeAt(state, { now })];
    expect(at(HOUR)).toEqual([false, 2 * HOUR]);
    expect(at(2 * HOUR)).toEqual([true, 3 * HOUR]);
    expect(at(3 * HOUR)).toEqual([false, undefined]);
  });

  it('leaves the state alone when the rule does not heed the signal', () => {
    const rule = new IncrementalRule(ruleOf({ performed: 'Ordered', where: [{ signal: 'value', atLeast: 5 }] }));
    const state = rule.start();
    expect(rule.advance(state, signal('Viewed', 1))).toBe(state);
    expect(rule.advance(state, signal('Ordered', 1, { value: 4 }))).toBe(state);
    const once = rule.advance(state, signal('Ordered', 1, { value: 5 }));
    expect(rule.advance(once, signal('Ordered', 2, { value: 5 }))).not.toBe(state);
  });

  it('refuses the state of other conditions', () => {
    const state = new IncrementalRule(ruleOf({ performed: 'Ordered' })).start();
    const other = new IncrementalRule(ruleOf({ performed: 'Ordered', within: '1d' }));
    expect(other.knows(state)).toBe(false);
    const refused = expect.objectContaining({ code: 'SINTONIA_SNAPSHOT_INVALID', field: 'state' });
    expect(() => other.matches(state, { now: 0 })).toThrow(refused);
    expect(() => other.advance(state, signal('Ordered', 1))).toThrow(refused);
  });
});

describe('what it costs', () => {
  const rule: Condition = {
    all: [
      { performed: 'Ordered', atLeast: 3, within: '90d' },
      { performed: 'Ordered', atMost: 9, within: '1d' },
      { performed: 'Ordered', atLeast: 7 },
      { sequence: [{ performed: 'Viewed' }, { performed: 'Ordered' }], within: '7d' },
    ],
  };
  const live = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => signal(at % 3 === 0 ? 'Ordered' : 'Viewed', (from + at) * 1_000));

  it('is as much to keep after 10⁵ signals as after 10³', () => {
    const incremental = new IncrementalRule(ruleOf(rule));
    const valuesOf = (state: RuleState) => JSON.stringify(Object.values(state.events)).replaceAll(/"\w+":/g, '');
    const size = (state: RuleState) => valuesOf(state).match(/\w+/g)?.length ?? 0;
    const early = advanced(incremental, live(0, 1_000));
    const late = advanced(incremental, live(1_000, 100_000), early);
    expect(size(late)).toBe(size(early));
    // 3 and 10 moments, one number, and for the sequence 64 moments with their steps and five more.
    expect(size(late)).toBeLessThanOrEqual(3 + 10 + 1 + 2 * 64 + 5);
  });

  it('is as much work for the 10⁵th signal as for the 10³rd', () => {
    const incremental = new IncrementalRule(ruleOf(rule));
    const reads = (state: RuleState) => {
      let count = 0;
      const counted = <T extends object>(target: T): T =>
        new Proxy(target, {
          get(of, name, receiver) {
            count++;
            const value: unknown = Reflect.get(of, name, receiver);
            return typeof value === 'object' && value !== null ? counted(value) : value;
          },
        });
      incremental.advance(counted(state), signal('Ordered', 1e9));
      incremental.matches(counted(state), { now: 1e9 });
      return count;
    };
    const early = advanced(incremental, live(0, 1_000));
    const late = advanced(incremental, live(1_000, 100_000), early);
    expect(reads(early)).toBeGreaterThan(0);
    expect(reads(late)).toBeLessThanOrEqual(reads(early) * 1.1);
  });

  it('asks nothing of a signal of another type', () => {
    const incremental = new IncrementalRule(ruleOf(rule));
    const asked: PropertyKey[] = [];
    const watched = new Proxy(signal('Paused', 1), {
      get(target, name, receiver) {
        asked.push(name);
        return Reflect.get(target, name, receiver);
      },
    });
    incremental.advance(incremental.start(), watched);
    expect(asked).toEqual(['type']);
  });
});

describe('a long sequence', () => {
  const condition: Condition = { sequence: [{ performed: 'Viewed' }, { performed: 'Ordered' }], span: '1h' };

  it('is exact in order however long, and for signals that are late by up to 64 others', () => {
    const rule = new IncrementalRule(ruleOf(condition));
    const views = Array.from({ length: 1_000 }, (_, at) => signal('Viewed', at * 2 * HOUR));
    const state = advanced(rule, views);
    const late = (others: number) => signal('Ordered', (1_000 - others) * 2 * HOUR - HOUR);
    expect(rule.matches(state, { now: 0 })).toBe(false);
    expect(rule.matches(rule.advance(state, late(63)), { now: 0 })).toBe(true);
    expect(rule.advance(state, late(65))).toBe(state);
    // From the whole history nothing is late.
    expect(rule.matches(rule.start([...views, late(900)]), { now: 0 })).toBe(true);
  });
});
